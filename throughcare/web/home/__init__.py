"""Home: what needs me, why, and what do I do about it."""
