"""What users must be told beside the duties of their cases: put before them, and read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from throughcare.records.models import Notice, User


def tell(notices: Sequence[Notice]) -> None:
    """Put notices before their users. Called in the transaction of what they tell of."""
    with transaction.atomic():
        Notice.objects.bulk_create(notices)
        for user, many in sorted(Counter(notice.user_id for notice in notices).items()):
            User.objects.filter(pk=user).update(unread_notices=F("unread_notices") + many)


def mark_read(*, by: User, notices: Sequence[int], at: datetime) -> None:
    """The user says that they have read these notices (ids). Those of others, or read before, stay as they are."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        mine = Notice.objects.filter(user=by, read_at__isnull=True)
        mine.filter(pk__in=list(notices)).update(read_at=at)
        User.objects.filter(pk=by.pk).update(unread_notices=mine.count())
