"""Handing a case over, as people do it."""
