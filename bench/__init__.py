"""How fast the core is, measured in one run and printed with the machine: `make bench`."""
