"""Forms that were sent: so that the same form sent again records once, and what was recorded can be shown again."""

from django.conf import settings
from django.db import models

from throughcare.records.models.people import Person


class SentForm(models.Model):
    """One form that recorded something, by the token that it carried; `numbers` are the facts that it wrote."""

    token = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=80)
    numbers = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.what
