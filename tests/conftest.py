"""What all tests share."""

import hypothesis
from django.conf import settings

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
