"""The allocation desk: which practitioner gets a case, ranked with reasons."""
