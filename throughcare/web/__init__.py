"""What people see: one shelf a desk. A view loads, makes one call, translates refusals, and shows or redirects."""
