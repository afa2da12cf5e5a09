"""What waits at court gets rows of its own. What stood in the summaries of cases is moved there, so that no queue is
empty before everything is made anew.
"""

from datetime import date

import django.db.models.deletion
from django.db import migrations, models

ORAL_REPORT = "/oral-report-recorded"


def move(apps, _schema_editor):
    """The rows of the reports and checks that the summaries told of."""
    item = apps.get_model("records", "CourtItem")
    rows = apps.get_model("records", "CaseSummary").objects.exclude(court_organisations="").order_by("pk")
    names = ("person_id", "is_active", "is_limited", "reports", "checks", "court_organisations")
    owed = records_owed(apps.get_model("records", "ObligationRow"))
    made = []
    for person, is_active, is_limited, reports, checks, organisations in rows.values_list(*names).iterator():
        said = [
            of_report(report, owed.get((person, day(report["delivered"])))) for report in reports if report["provider"]
        ]
        # Nobody owes the record of a spoken one any more where no duty says so, or the case is closed.
        said = [each for each in said if not each["delivered"] or (is_active and each["due"])]
        asked = [of_check(check) for check in checks if check["asked_on"]]
        said += [{**each, "organisation": code} for code in organisations.split(",") if code for each in asked]
        whose = {"person_id": person, "is_limited": is_limited}
        made += [item(**whose, place=each.pop("place") or each["due"] or date.min, **each) for each in said]
    item.objects.bulk_create(made, batch_size=500)


def records_owed(duties):
    """By when the written record of an oral report is owed, and until when, by person and by the day it was given on."""
    rows = duties.objects.filter(standard__endswith=ORAL_REPORT, owed="yes", met__isnull=True, due__isnull=False)
    return {
        (person, opened): (due, ended if ended is not None and ended <= due else None)
        for person, opened, due, ended in rows.values_list("person_id", "opened", "due", "ended")
    }


def of_report(said, owed):
    """A report as a row; `owed` is the duty to write it down."""
    delivered = day(said["delivered"])
    due, until = (owed or (None, None)) if delivered else (day(said["due"]), None)
    return {
        "organisation": said["provider"][:20],
        "what": "write" if delivered else "give",
        "place": None,
        "thread": whole(said["thread"]),
        "code": (said["format"] or "")[:40],
        "stage": said.get("stage") or ("spoken" if delivered else "asked"),
        "court": (said.get("court") or "")[:120],
        "who": (said.get("writer") or "")[:20],
        "asked": day(said["asked"]),
        "due": due,
        "delivered": delivered,
        "until": until,
    }


def of_check(said):
    """A check as a row."""
    return {
        "what": "check",
        "place": day(said["asked_on"]),
        "thread": whole(said["thread"]),
        "code": (said["check"] or "")[:40],
        "who": (said.get("asked_of") or "")[:20],
        "asked": day(said["asked_on"]),
        "due": day(said.get("reply_by")),
        "delivered": None,
        "chased": day(said.get("chased")),
    }


def day(text):
    """A day as JSON has it."""
    return date.fromisoformat(text) if text else None


def whole(thread):
    """A thread that the column holds; blank where it is longer."""
    return thread if thread and len(thread) <= 200 else ""


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_courts_and_sentences"),
    ]

    operations = [
        migrations.CreateModel(
            name="CourtItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="court_items", to="records.person"
                    ),
                ),
                ("organisation", models.CharField(max_length=20)),
                (
                    "what",
                    models.CharField(choices=[("give", "Give"), ("write", "Write"), ("check", "Check")], max_length=10),
                ),
                ("place", models.DateField()),
                ("thread", models.CharField(blank=True, max_length=200)),
                ("code", models.CharField(blank=True, max_length=40)),
                ("stage", models.CharField(blank=True, max_length=20)),
                ("court", models.CharField(blank=True, max_length=120)),
                ("who", models.CharField(blank=True, max_length=20)),
                ("asked", models.DateField(null=True)),
                ("due", models.DateField(null=True)),
                ("delivered", models.DateField(null=True)),
                ("chased", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("is_limited", models.BooleanField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "what", "place", "person"], name="court_item_in_order")
                ],
            },
        ),
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
