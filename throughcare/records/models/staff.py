"""Staff, and the users who sign in. What a member of staff is, is told by facts in their own stream."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models

from throughcare.rules.access import Role, Viewer


class Staff(models.Model):
    """One member of staff and one stream of facts. Post and grade repeat the latest facts; blank: none is held.

    So do the rest: `absences` (from, until, cover), `qualifications` (code, on), `trainings` (code, on, until),
    `protected` (from, until, share, because) as small JSON objects with days as text; `languages` and `places` as text.
    `sex` is what they told, for a lawful request alone. Whoever has a post `at_court` holds no cases.
    """

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200, blank=True)
    facts = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64)
    organisation = models.CharField(max_length=20, blank=True, db_index=True)
    team = models.CharField(max_length=20, blank=True, db_index=True)
    grade = models.CharField(max_length=10, blank=True)
    full_time = models.FloatField(null=True, blank=True)
    absences = models.JSONField(default=list, blank=True)
    at_court = models.BooleanField(default=False, db_default=False)
    in_grade_since = models.DateField(null=True, blank=True)
    qualifications = models.JSONField(default=list, blank=True)
    trainings = models.JSONField(default=list, blank=True)
    protected = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    places = models.JSONField(default=list, blank=True)
    sex = models.CharField(max_length=10, blank=True, default="", db_default="")

    class Meta:
        verbose_name_plural = "staff"

    def __str__(self) -> str:
        return self.name or self.code


class UserManager(BaseUserManager["User"]):
    """Makes users: by e-mail address, with a password that is kept as a hash only."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user who may sign in; without a password, only after one was set."""
        user = self.model(email=self.normalize_email(email).casefold(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    """Somebody who may sign in, by e-mail. `code` is the staff code of those who are staff, else their own.

    The role says what they may do; organisation and team say for whom. `unread_notices` counts their notices that they
    have not read, so that every page can say so without asking.
    """

    username = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", unique=True)
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=40, choices=[(role.value, role.label) for role in Role])
    organisation = models.CharField(max_length=20, blank=True)
    team = models.CharField(max_length=20, blank=True)
    about = models.CharField("what they do", max_length=200, blank=True)
    unread_notices = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["code", "name", "role"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="user_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def viewer(self) -> Viewer:
        """What the rules of access need to know of this user."""
        return Viewer(self.code, Role(self.role), self.organisation or None, self.team or None)
