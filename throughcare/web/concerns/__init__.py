"""Professional concerns: any member of staff says that it is wrong who holds a case."""
