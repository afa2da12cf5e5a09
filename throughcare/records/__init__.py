"""What is stored, and every read of it: the only room that knows the database's tables."""
