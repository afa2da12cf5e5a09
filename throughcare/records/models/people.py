"""People on probation. Who they are is told by facts; the row repeats the latest, to be searched and shown."""

from django.db import models


class Person(models.Model):
    """One person and one stream of facts. `facts` is the number of the last fact, `head` the hash that it ends on.

    `crn` is the case reference number by which every system knows the person.
    `pnc` is the number in the Police National Computer in one way of writing, so that it is found however it is told.
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
    pnc = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=300, blank=True)
    disability = models.CharField(max_length=200, blank=True)
    counted_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name_plural = "people"
        indexes = [
            # Most have none: the index holds those who are looked for.
            models.Index(fields=["pnc"], condition=~models.Q(pnc=""), name="person_by_pnc"),
        ]

    def __str__(self) -> str:
        return self.crn
