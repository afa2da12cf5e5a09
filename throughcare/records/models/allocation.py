"""What the desks of risk and allocation keep beside the facts: drafts, opened glass, and proposals for many cases."""

from django.conf import settings
from django.db import models

from throughcare.records.models.people import Person


class FormDraft(models.Model):
    """What is written so far of an assessment or a plan: no fact, as it may change. `saved` counts the savings."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="form_drafts", db_index=False)
    form = models.CharField(max_length=20)
    content = models.JSONField(default=dict)
    saved = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "form"], name="form_draft_once_a_person")]

    def __str__(self) -> str:
        return self.form


class BrokenGlass(models.Model):
    """A case that was closed to somebody, and that they opened for a while because of danger, with their reason.

    Whoever answers for it was told at once (`told`: their codes), and somebody else judges afterwards whether it was
    right.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.TextField()
    told = models.JSONField(default=list)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    was_right = models.BooleanField(null=True)
    judgement = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "broken glass"
        indexes = [models.Index(fields=["user", "person", "until"], name="glass_by_user")]

    def __str__(self) -> str:
        return self.reason


class Proposal(models.Model):
    """A proposal for many cases at once: whose cases, to whom each might go, and how far it was proved the best.

    `officers` are the codes of those whose cases it is about. `about` says what it costs and what could not be placed,
    as the solver told it. `closed_at`: nothing more can be accepted.
    """

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=20, db_index=True)
    team = models.CharField(max_length=20, blank=True)
    because = models.CharField(max_length=20)
    officers = models.JSONField(default=list)
    about = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.organisation} {self.made_at:%Y-%m-%d}"


class ProposalLine(models.Model):
    """One case in a proposal: from whom, to whom (blank: nobody can take it), why, and what became of the line."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open"
        ACCEPTED = "accepted"
        LEFT = "left"
        OVERTAKEN = "overtaken"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="lines", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    from_officer = models.CharField(max_length=20, blank=True)
    to_officer = models.CharField(max_length=20, blank=True)
    to_team = models.CharField(max_length=20, blank=True)
    points = models.PositiveSmallIntegerField()
    why = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="line_once_a_proposal")]
        indexes = [models.Index(fields=["proposal", "to_officer"], name="line_by_officer")]

    def __str__(self) -> str:
        return f"{self.from_officer} to {self.to_officer}"
