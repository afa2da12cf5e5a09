"""The pages, as an app, so that their static files are found."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Throughcare's pages; it has no tables."""

    name = "throughcare.web"
