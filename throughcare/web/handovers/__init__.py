"""The handover desk: a case passes to another organisation or area with everything known."""
