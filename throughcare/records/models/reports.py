"""What the report and check desks keep beside the facts: drafts that are not signed, and the doors for agencies."""

from django.conf import settings
from django.db import models

from throughcare.records.models.people import Person


class ReportDraft(models.Model):
    """What is written of a report so far: no fact, for it may still change. `saved` counts the savings. Since
    `to_read_since` it waits for a second reader; None where nobody asked for one, or one has read it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts", db_index=False)
    thread = models.CharField(max_length=80)
    content = models.JSONField(default=dict)
    saved = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    to_read_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "thread"], name="draft_once_a_report")]

    def __str__(self) -> str:
        return self.thread


class CheckDoor(models.Model):
    """A link by which one agency answers one check. Neither the link nor the spoken reference is kept, but for a digest
    of each. To open it changes nothing; only the answer, or too many wrong references, closes it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="doors")
    thread = models.CharField(max_length=80)
    agency = models.CharField(max_length=20)
    token_digest = models.CharField(max_length=64, unique=True)
    reference_digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    wrong = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.agency} {self.thread}"


class QualityMark(models.Model):
    """One reader's marks of one report, never changed: `answers` are yes or no, in the order of the questions."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="marks", db_index=False)
    thread = models.CharField(max_length=80)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=20, blank=True, db_index=True)
    is_writer = models.BooleanField()
    answers = models.JSONField()
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "thread", "is_writer"], name="mark_once_a_reader")]

    def __str__(self) -> str:
        return self.thread
