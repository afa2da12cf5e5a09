"""Organisations that supervise people, with their teams; and the agencies that are asked about them."""

from django.db import models

from throughcare.facts.checks import AgencyType
from throughcare.facts.staff import ProviderType

TYPES = (*ProviderType, *AgencyType)


class Organisation(models.Model):
    """A division of the National Probation Service, a community rehabilitation company, or an agency that is asked for
    checks; known by its code.
    """

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=10, choices=[(each.value, each.label) for each in TYPES])
    owner = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(type__in=[each.value for each in TYPES]), name="organisation_type_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team of one organisation, known by its code: the same code elsewhere is another team."""

    code = models.CharField(max_length=20)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="team_once_an_organisation"),
        ]

    def __str__(self) -> str:
        return self.name
