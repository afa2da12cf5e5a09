"""People: found, and one of them in full."""
