"""Oversight of the record itself: who looked at it."""
