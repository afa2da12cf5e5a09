"""People on probation. Who they are is told by facts; the row repeats the latest, so that it can be searched."""

from django.db import models


def nameless_last(name: str = "search_name") -> models.Case:
    """In lists people without a name stand last: to be ordered by, with the path of the name from where it is asked."""
    return models.Case(models.When(**{name: ""}, then=1), default=0, output_field=models.IntegerField())


class Person(models.Model):
    """One person and one stream of facts. `facts` is the number of the last fact, `head` the hash that it ends on.

    `crn` is the case reference number by which every system knows the person; `search_name` the folded name.
    `counted_on` is the last day on which something was recorded: the person's duties are counted as known then.
    """

    crn = models.CharField(max_length=20, unique=True)
    facts = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64)
    given_names = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    born_on = models.DateField(null=True, blank=True, db_index=True)
    sex = models.CharField(max_length=40, blank=True)
    ethnicity = models.CharField(max_length=80, blank=True)
    disability = models.CharField(max_length=200, blank=True)
    search_name = models.CharField(max_length=401, blank=True, db_index=True)
    counted_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name_plural = "people"
        indexes = [
            # Whoever may see everybody gets the first page of a list without sorting a nation.
            models.Index(nameless_last(), "search_name", "crn", name="person_in_order"),
        ]

    def __str__(self) -> str:
        return self.crn
