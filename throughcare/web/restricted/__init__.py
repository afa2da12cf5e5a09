"""Restricted cases in use: glass broken in danger, and limits that are to be looked at again."""
