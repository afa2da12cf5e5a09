"""Many cases at once: proposals when somebody leaves or an office closes."""
