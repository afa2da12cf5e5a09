"""Duties counted by runs of days and kept: a sum over these rows is what a count over the duties would give.

Rows are added, never changed, in the transaction that changes duties, so that nobody waits for anybody; at night those
of one cell are folded into one, and those of a month that is long over into that month's.
"""

from django.db import models


class FigureCell(models.Model):
    """How many more (or fewer) duties of one cell there are: see `measures.cells`."""

    begins = models.DateField()
    standard = models.CharField(max_length=80)
    owed = models.CharField(max_length=10)
    accountable = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=10)
    from_on = models.DateField(null=True)
    many = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["standard", "begins", "from_on", "owed", "accountable", "outcome", "many"], name="cell_by_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard} {self.begins}: {self.many}"
