"""Appending under load: many at once record on a PostgreSQL that keeps what it says it kept, whatever is killed.

`python -m bench.appending` does four runs on one record and prints what it found; `figures` gives it to `make bench`.
"""
