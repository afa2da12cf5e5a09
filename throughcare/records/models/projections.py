"""What is computed from the facts and kept beside them, renewed in the transaction that appends.

Nothing here is ever typed in: `rebuild` makes every row anew from the facts, and must make the same rows. Days are
kept, never outcomes: an outcome would be wrong at midnight.
"""

from django.db import models
from django.db.models.functions import Coalesce

from throughcare.records.models.people import Person


def nameless_last() -> models.Case:
    """In lists people without a name stand last: to be ordered by."""
    return models.Case(models.When(search_name="", then=1), default=0, output_field=models.IntegerField())


class CaseSummary(models.Model):
    """What lists show of one person: who holds the case, the risk, and what is arranged or open.

    `search_name` is the folded name, by which people are found and put in order, blank where none is known.
    `made_of` is the number of the fact that it was made after. Blank text is *not recorded*. `arranged` lists the
    meetings without an outcome, `checks` those that are asked and not back, as small JSON objects.

    For allocation: `tier`, `location` and `points` by `rules.workload.of_case` (points null: not measured);
    `held_before` the codes of earlier holders, the latest last; `conflicts` the staff with a conflict of interest;
    `staff_sex` of the practitioner who is lawfully asked for; `language` that is needed beside English; `lives_at` the
    first half of the postcode; `mappa` the level of public protection arrangements.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="summary")
    made_of = models.PositiveIntegerField()
    search_name = models.CharField(max_length=401, blank=True, db_index=True)
    organisation = models.CharField(max_length=20, blank=True)
    team = models.CharField(max_length=20, blank=True)
    officer = models.CharField(max_length=20, blank=True)
    held_since = models.DateField(null=True)
    is_active = models.BooleanField()
    order_words = models.CharField(max_length=40, blank=True)
    order_ends_on = models.DateField(null=True)
    commenced_on = models.DateField(null=True)
    rosh_level = models.CharField(max_length=20, blank=True)
    rosh_status = models.CharField(max_length=40, blank=True)
    domestic_abuse = models.BooleanField()
    child_concern = models.BooleanField()
    has_safety_warning = models.BooleanField()
    last_seen_on = models.DateField(null=True)
    arranged = models.JSONField(default=list)
    checks = models.JSONField(default=list)
    is_limited = models.BooleanField()
    tier = models.CharField(max_length=4, blank=True, default="", db_default="")
    location = models.CharField(max_length=10, blank=True, default="", db_default="")
    points = models.PositiveSmallIntegerField(null=True)
    held_before = models.JSONField(default=list)
    conflicts = models.JSONField(default=list)
    staff_sex = models.CharField(max_length=10, blank=True, default="", db_default="")
    language = models.CharField(max_length=60, blank=True, default="", db_default="")
    lives_at = models.CharField(max_length=5, blank=True, default="", db_default="")
    mappa = models.CharField(max_length=2, blank=True, default="", db_default="")

    class Meta:
        verbose_name_plural = "case summaries"
        indexes = [
            models.Index(fields=["organisation", "team"], name="case_by_team"),
            models.Index(fields=["officer"], name="case_by_officer"),
            models.Index(fields=["person"], condition=models.Q(is_limited=True), name="case_limited"),
            # Whoever may see everybody gets the first page of a list without sorting a nation.
            models.Index(nameless_last(), "search_name", "person", name="case_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class CourtItem(models.Model):
    """One thing that the court work of an organisation waits for: a report that the court has not got, a spoken one
    that is not written down, or a check that is not back (once for each organisation that was asked for a report).

    `code` is the form of the report or the kind of check, `who` its writer or the agency asked. `due` is the day that
    the court gave, by which the record is owed, or by which the agency is to answer. `place` orders a queue: by that
    day, one without a day first, since nobody can say that it is not late; checks by the day on which they were asked.
    `until`: from this day on the record is not owed any more. `is_limited`: a limit keeps the case from somebody.
    """

    class What(models.TextChoices):
        """What is waited for."""

        GIVE = "give"
        WRITE = "write"
        CHECK = "check"
        ALLOCATE = "allocate"
        """An order that was passed and that no organisation has been given: `thread` is its number, `code` what was
        decided of it (NPS, CRC, blank), `stage` whether it is open, decided, sent or returned, `due` by when it is to
        be allocated."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="court_items", db_index=True)
    organisation = models.CharField(max_length=20)
    what = models.CharField(max_length=10, choices=What)
    place = models.DateField()
    thread = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=40, blank=True)
    stage = models.CharField(max_length=20, blank=True)
    court = models.CharField(max_length=120, blank=True)
    who = models.CharField(max_length=20, blank=True)
    asked = models.DateField(null=True)
    due = models.DateField(null=True)
    delivered = models.DateField(null=True)
    chased = models.DateField(null=True)
    until = models.DateField(null=True)
    is_limited = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "what", "place", "person"], name="court_item_in_order")]

    def __str__(self) -> str:
        return f"{self.what} {self.thread}"


class CaseLimit(models.Model):
    """Somebody who may not see a case (an exclusion), or one of those who alone may (a restriction)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="limits", db_index=False)
    limit = models.CharField(max_length=20)
    code = models.CharField(max_length=20, db_index=True)
    review_on = models.DateField(null=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "limit", "code"], name="limit_once_a_person_and_code"),
        ]

    def __str__(self) -> str:
        return f"{self.limit} {self.code}"


class HandoverItem(models.Model):
    """One handover of a case: from whom to whom (codes), by when it is to be answered, and what was answered.

    `place` orders a queue: by the day on which an answer is due; where it is answered, by that day.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="handovers", db_index=True)
    thread = models.CharField(max_length=200)
    order = models.CharField(max_length=40)
    from_provider = models.CharField(max_length=20)
    to_provider = models.CharField(max_length=20)
    to_team = models.CharField(max_length=20, blank=True)
    because = models.CharField(max_length=20, blank=True)
    sent_on = models.DateField()
    reply_by = models.DateField(null=True)
    reply = models.CharField(max_length=10, blank=True)
    returned_because = models.CharField(max_length=20, blank=True)
    answered_on = models.DateField(null=True)
    is_latest = models.BooleanField()
    """Whether no later handover of the same order was sent."""
    is_limited = models.BooleanField()
    place = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["to_provider", "reply", "place", "person"], name="handover_in_order"),
            models.Index(fields=["from_provider", "reply", "place", "person"], name="handover_sent_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.from_provider} to {self.to_provider} {self.thread}"


COUNTED_BY = ("owed", "accountable", "team", "opened", "due", "met", "ended", "person")
"""The columns that measures ask of a duty."""


class ObligationRow(models.Model):
    """One duty of one person: its days, its condition, who was accountable, and the facts that opened and met it.

    `risk_level`, `offence`, `report_format` and `report_court` (of the latest report on its order, blank where that has
    none; the court as it was written down) are what was known just after the opening fact, so that like can be compared
    with like. `proposal` and `disposal` say of a duty that a sentence opened what the report on its order had proposed
    and what was passed; of any other duty they are blank.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="obligations", db_index=False)
    standard = models.CharField(max_length=80)
    opened_by = models.PositiveIntegerField()
    opened = models.DateField()
    due = models.DateField(null=True)
    owed = models.CharField(max_length=10)
    met = models.DateField(null=True)
    ended = models.DateField(null=True)
    accountable = models.CharField(max_length=20, blank=True)
    team = models.CharField(max_length=20, blank=True)
    met_by = models.PositiveIntegerField(null=True)
    risk_level = models.CharField(max_length=20, blank=True)
    offence = models.CharField(max_length=20, blank=True)
    report_format = models.CharField(max_length=10, blank=True, default="", db_default="")
    report_court = models.CharField(max_length=120, blank=True, default="", db_default="")
    proposal = models.CharField(max_length=30, blank=True, default="", db_default="")
    disposal = models.CharField(max_length=30, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "standard", "opened_by"], name="duty_once_a_person"),
        ]
        indexes = [
            # A figure is counted from this index alone: by the day on which a duty fell due, or a gate was asked.
            models.Index("standard", Coalesce("due", "opened"), *COUNTED_BY, name="duty_by_day"),
            models.Index(fields=["opened", "standard"], name="duty_by_opened"),
            # The forms of report over the years are counted from this one alone (`queries.formats.ASKED`).
            models.Index(
                fields=["opened", "report_format", "person"],
                condition=models.Q(standard="contract-2015/report-on-time"),
                name="report_by_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard} {self.opened_by}"
