"""The one Django app of ours: a case crosses every stage, so its tables stand together."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Throughcare's tables."""

    name = "throughcare.records"
    default_auto_field = "django.db.models.BigAutoField"
