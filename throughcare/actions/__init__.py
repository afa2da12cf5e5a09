"""The only writes: each one transaction, with its facts, who did it, and the projections renewed."""
