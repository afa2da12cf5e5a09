"""Facts as they are kept: appended, never changed. Only what the law bids us erase can go, and then it is counted."""

from django.db import models

from throughcare.records.models.people import Person
from throughcare.records.models.staff import Staff


class StoredFact(models.Model):
    """One link of one stream: the envelope, the digest of the content, the hash and, unless erased, the content.

    It stands in the stream of a person or of a member of staff, never both. `content` is canonical JSON of payload,
    thread and note; content and salt are null once erased.
    """

    # No index of their own: whatever asks for somebody's facts is served by the constraints on the number, and each
    # index more is written with every fact.
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="stored", db_index=False)
    staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="stored", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    on = models.DateField()
    recorded_at = models.DateTimeField(null=True)
    by_staff = models.CharField(max_length=20, null=True)
    by_organisation = models.CharField(max_length=20, null=True)
    content = models.TextField(null=True)
    salt = models.CharField(max_length=32, null=True)
    digest = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "number"],
                condition=models.Q(person__isnull=False),
                name="fact_number_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["staff", "number"],
                condition=models.Q(staff__isnull=False),
                name="fact_number_once_a_member_of_staff",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, staff__isnull=True)
                | models.Q(person__isnull=True, staff__isnull=False),
                name="fact_stands_in_one_stream",
            ),
            models.CheckConstraint(
                condition=models.Q(content__isnull=True, salt__isnull=True)
                | models.Q(content__isnull=False, salt__isnull=False),
                name="fact_erased_wholly_or_not",
            ),
            models.CheckConstraint(
                condition=models.Q(by_staff__isnull=True, by_organisation__isnull=True)
                | models.Q(by_staff__isnull=False, by_organisation__isnull=False),
                name="fact_author_whole_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"
