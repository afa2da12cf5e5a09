"""The check desk, and the door through which agencies answer."""
