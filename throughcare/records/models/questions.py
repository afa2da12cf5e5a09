"""Questions that take longer than a page may: what was asked, how far the work is, and what came out."""

from django.conf import settings
from django.db import models


class Sort(models.TextChoices):
    """What is asked."""

    WHAT_IF = "what_if", "What if"
    AS_KNOWN = "as_known", "As known on a day"
    DELAY = "delay", "How late things are recorded"


class State(models.TextChoices):
    """How far a question is. The row is the queue too: a worker takes the oldest that waits."""

    WAITING = "waiting", "waiting"
    RUNNING = "running", "being counted"
    DONE = "done", "answered"
    FAILED = "failed", "failed"
    CANCELLED = "cancelled", "cancelled"


class Question(models.Model):
    """One question of one user. What came out is theirs alone, for it leaves out whom they may not see.

    `name` is what it goes by in addresses and files. `asked` is what was asked and `result` the counts, as small JSON;
    `basis` a digest of whom the figures left out; `heard_at` when a worker was last heard of, by the real clock;
    `failure` one sentence.
    """

    name = models.CharField(max_length=32, unique=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    sort = models.CharField(max_length=20, choices=Sort.choices)
    asked = models.JSONField()
    basis = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    heard_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    result = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "asked_at"], name="question_by_state"),
            models.Index(fields=["asked_by", "-asked_at"], name="question_by_asker"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="question_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.name}"
