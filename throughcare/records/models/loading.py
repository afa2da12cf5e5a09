"""What was loaded from extracts and files of facts: what is known of each, so that the next can go on from there."""

from django.db import models

from throughcare.records.models.people import Person


class ExtractLoad(models.Model):
    """One extract of one system that was loaded; what it says is known from its day on."""

    system = models.CharField(max_length=40)
    as_of = models.DateField()
    loaded_at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.system} {self.as_of:%Y-%m-%d}"


class ExtractRow(models.Model):
    """One good row: known by its identifier, or by all its columns where it has none.

    `identity` and `content` are digests, `numbers` the facts that the row stands for in the stream of the person.
    `said` is the row itself, so that one that is gone can be told.
    """

    system = models.CharField(max_length=40)
    table = models.CharField(max_length=40)
    identity = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    said = models.JSONField(default=list)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    numbers = models.JSONField(default=list)
    load = models.ForeignKey(ExtractLoad, on_delete=models.PROTECT, related_name="rows")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "table", "identity"], name="extract_row_once_a_system"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.identity[:8]}"


class FactFileLoad(models.Model):
    """One file of facts that was loaded, or is being loaded piece by piece: until `finished_at` the record is half.

    Known by the digest of the file, so that the same file given again goes on. Its people have the ids from
    `first_person` on, in the order of the file, its staff those from `first_staff` on. `made_up` says how they
    were made up (`MadeUp`, as JSON); null: they are people.
    """

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    as_of = models.DateField()
    made_up = models.JSONField(null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField()
    staff = models.PositiveIntegerField()
    facts = models.PositiveIntegerField()
    rows_a_piece = models.PositiveIntegerField()
    first_person = models.BigIntegerField()
    first_staff = models.BigIntegerField()

    def __str__(self) -> str:
        return self.name


class FactFilePiece(models.Model):
    """One piece of a file of facts that is in the record: whole people, or whole staff, from one id to another."""

    load = models.ForeignKey(FactFileLoad, on_delete=models.PROTECT, related_name="done")
    place = models.PositiveIntegerField()
    of_staff = models.BooleanField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    facts = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["load", "place"], name="piece_once_a_load")]

    def __str__(self) -> str:
        return str(self.place)
