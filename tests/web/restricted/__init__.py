"""Restricted cases, in use."""
