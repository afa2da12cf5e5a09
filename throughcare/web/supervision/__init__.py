"""Supervision: recording contacts, arranging, outcomes in bulk, withdrawing, and what each of these settled."""
