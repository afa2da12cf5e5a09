"""What was loaded from extracts: which row said which facts, so that a later extract can be laid on top."""

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
