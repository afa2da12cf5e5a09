"""Measures: standards counted over many people, from the question down to who stands behind a figure."""
