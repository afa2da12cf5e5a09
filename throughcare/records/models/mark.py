"""What this database is: the mark that `make demo` leaves on the world that it made."""

from django.db import models


class RecordMark(models.Model):
    """At most one row. A database that carries it holds made-up people, and its day stands still."""

    today = models.DateField()
    seed = models.IntegerField()
    made_at = models.DateTimeField()
    is_whole = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_mark_only")]

    def __str__(self) -> str:
        return f"demo of {self.today:%Y-%m-%d}"
