"""Signing in and out, lock-out, the demo's cast, and what was typed when a sign-in ran out."""
