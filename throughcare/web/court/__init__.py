"""The court desk: who is listed today, and whether they are known."""
