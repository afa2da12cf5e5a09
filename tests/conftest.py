"""What all tests share."""

from hypothesis import settings

# The same examples on every run, so that a failure is met again by whoever looks for it.
settings.register_profile("ci", derandomize=True, deadline=None)
# For a search: `make test ARGS="--hypothesis-profile=search"`.
settings.register_profile("search", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile("ci")
