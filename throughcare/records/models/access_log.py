"""Who looked at whom, when, and why they might: rows that are only ever added."""

from django.conf import settings
from django.db import models

from throughcare.records.models.people import Person


class AccessEntry(models.Model):
    """One read of one person's record by one user, on a list or alone; or (without a person) one export.

    Source of the columns: Data Protection Act 2018, section 62 (who, when, and the justification).
    """

    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="reads")
    what = models.CharField(max_length=80)
    why = models.TextField()

    class Meta:
        verbose_name_plural = "access entries"
        indexes = [models.Index(fields=["person", "-at"], name="access_by_person")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"


class StatedReason(models.Model):
    """Why a user said they need a case that is not theirs. It opens the case to them until the end of that day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until_on = models.DateField()
    reason = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["user", "person", "until_on"], name="reason_by_user")]

    def __str__(self) -> str:
        return self.reason
