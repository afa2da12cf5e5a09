"""Users and settings: for administrators, who open no person's record."""
