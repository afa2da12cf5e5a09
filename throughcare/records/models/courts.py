"""Courts and who is listed before them: what a court told us, what somebody decided about it, and who is to be told.

A hearing is no fact about a person: it becomes one only after somebody said who the defendant is.
"""

from django.conf import settings
from django.db import models

from throughcare.records.models.organisations import Organisation
from throughcare.records.models.people import Person


class Court(models.Model):
    """A court, by the code that its lists carry. `organisation` is the division whose court officers work there."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="courts")
    rooms = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.name


class ReceivedList(models.Model):
    """A day list that was sent in, by the token of the form that brought it: what it changed, and what was refused.

    `name` is that of the file. `refusals` holds line, column, value and reason of each refused cell.
    """

    token = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    days = models.JSONField(default=list)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    refusals = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class HearingState(models.TextChoices):
    """How a hearing stands by the latest list of its court and day."""

    LISTED = "listed", "listed"
    MOVED = "moved", "moved"
    OFF = "off", "not on the latest list"


class Hearing(models.Model):
    """One defendant listed on one day in one court.

    `list_reference` is by what the court's own system knows this defendant in this case: after an adjournment it
    stands on another day's list again, so it is unique for a court and day. `person` is whom somebody confirmed, or
    began the record of; until then nothing of this hearing is anybody's. `threads` are those of facts that were
    recorded through it (`actions.day_lists.note_thread`). `position` orders the list as the court has it.
    """

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="hearings")
    listed_on = models.DateField()
    at_time = models.CharField(max_length=5, blank=True)
    room = models.CharField(max_length=40, blank=True)
    list_reference = models.CharField(max_length=60)
    is_typed = models.BooleanField(default=False)
    given_names = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200)
    born_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    pnc = models.CharField(max_length=20, blank=True)
    said_crn = models.CharField(max_length=20, blank=True)
    offences = models.TextField(blank=True)
    hearing_type = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=HearingState.choices, default=HearingState.LISTED)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="hearings")
    threads = models.JSONField(default=list, blank=True)
    position = models.PositiveIntegerField(default=0)
    token = models.CharField(max_length=64, null=True, blank=True, unique=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court", "listed_on", "list_reference"], name="hearing_once_a_court_day_and_reference"
            ),
            models.CheckConstraint(condition=models.Q(state__in=HearingState.values), name="hearing_state_is_known"),
        ]
        indexes = [models.Index(fields=["court", "list_reference"], name="hearing_by_reference")]

    def __str__(self) -> str:
        return f"{self.court_id} {self.listed_on:%Y-%m-%d} {self.list_reference}"


class HearingChange(models.Model):
    """What a list, or whoever typed, changed of a hearing: only ever added. `cause` says which list or by hand."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(max_length=160)
    field = models.CharField(max_length=40)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.field}: {self.before} → {self.after}"


class MatchDecision(models.Model):
    """Who somebody said that a defendant is: a person who is known, or (null) nobody who is known to us.

    In the second case `begun` is the person whose record was begun. `basis` keeps what the comparison said then, with
    its version. Only ever added to: an undone decision says when, by whom and why.
    """

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="decisions")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    begun = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    basis = models.JSONField(default=dict)
    token = models.CharField(max_length=64, unique=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_reason = models.TextField(blank=True)
    undone_token = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hearing"], condition=models.Q(undone_at__isnull=True), name="one_decision_a_hearing_stands"
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(begun__isnull=True), name="decided_one_way"
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True, undone_by__isnull=True)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="decision_undone_whole_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hearing_id}: {self.person_id or 'not known'}"


class Notice(models.Model):
    """What a user must be told beside the duties of their cases; `read_at` is when they said that they had read it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices", db_index=False)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    hearing = models.ForeignKey(Hearing, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-at"], name="notice_by_user"),
            models.Index(fields=["user"], condition=models.Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.text
