"""What all tests share."""

import hypothesis
import pytest
from django.conf import settings

TOGETHER = ("journeys", "synthesis")
"""Folders whose tests share something that takes long to make: one process runs all of each."""

# The same examples on every run, so that a failure is met again by whoever looks for it.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
# For a search: `make test ARGS="--hypothesis-profile=search"`.
hypothesis.settings.register_profile("search", deadline=None, max_examples=2_000, print_blob=True)
hypothesis.settings.load_profile("ci")


def pytest_configure():
    """The settings of the tests: plain HTTP, static files as they lie, and passwords that cost no time."""
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Where several processes share the tests, those of one file stay together: what it makes serves them all."""
    for item in items:
        folder = item.path.parent.name
        item.add_marker(pytest.mark.xdist_group(folder if folder in TOGETHER else str(item.path)))
