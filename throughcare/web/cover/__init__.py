"""Cover and takeover: what an absent colleague left, and the one-minute page for whoever takes a case."""
