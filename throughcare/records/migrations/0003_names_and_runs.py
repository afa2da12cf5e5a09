"""Names to be searched stand with the case summaries, and figures are kept by runs of days in the month under way."""

from collections import Counter

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Max, OuterRef, Q, Subquery

from throughcare.measures.cells import Cell, Duty, cells_of

Editor = BaseDatabaseSchemaEditor


def give_names(apps: StateApps, _: Editor) -> None:
    """Each summary gets the name that stood with the person."""
    person = apps.get_model("records", "Person").objects.filter(pk=OuterRef("person"))
    apps.get_model("records", "CaseSummary").objects.update(search_name=Subquery(person.values("search_name")[:1]))


LETTERS_OF_PEOPLE = migrations.RunPython(
    lambda _, editor: _drop(editor, "person_by_letters"),
    lambda _, editor: _make(editor, "person_by_letters", "records_person"),
)
LETTERS_OF_CASES = migrations.RunPython(
    lambda _, editor: _make(editor, "case_by_letters", "records_casesummary"),
    lambda _, editor: _drop(editor, "case_by_letters"),
)


def _make(editor: Editor, name: str, table: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"CREATE INDEX {name} ON {table} USING gin (search_name gin_trgm_ops)", params=None)


def _drop(editor: Editor, name: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP INDEX {name}")


def split_last_month(apps: StateApps, _: Editor) -> None:
    """Months that are over stay as they are counted; the last in which anything was recorded, and what lies ahead of
    it, is counted again by runs of days.
    """
    people, cells = apps.get_model("records", "Person").objects, apps.get_model("records", "FigureCell").objects
    last = people.aggregate(last=Max("counted_on"))["last"]
    if last is None:
        return
    month = last.replace(day=1)
    cells.filter(begins__gte=month).delete()
    found: Counter[Cell] = Counter()
    ahead = apps.get_model("records", "ObligationRow").objects.filter(
        Q(due__gte=month) | Q(due__isnull=True, opened__gte=month)
    )
    for *values, counted_on in ahead.values_list(*Duty._fields, "person__counted_on").iterator():
        found.update(cells_of([Duty(*values)], counted_on))
    made = [cells.model(**cell._asdict(), many=many) for cell, many in found.items() if many]
    cells.bulk_create(made, batch_size=500)


def answers_are_old(apps: StateApps, _: Editor) -> None:
    """Answers of before do not say how those came out of whom it is not known whether they owed: they are asked again."""
    apps.get_model("records", "Question").objects.update(basis="")


class Migration(migrations.Migration):
    dependencies = [("records", "0002_names_found_fast")]
    operations = [
        migrations.AddField(
            "casesummary",
            "search_name",
            models.CharField(blank=True, db_index=True, default="", max_length=401),
            preserve_default=False,
        ),
        migrations.RunPython(give_names, migrations.RunPython.noop),
        LETTERS_OF_PEOPLE,
        migrations.RemoveIndex("person", "person_in_order"),
        migrations.RemoveField("person", "search_name"),
        LETTERS_OF_CASES,
        migrations.AddIndex(
            "casesummary",
            models.Index(
                models.Case(models.When(search_name="", then=1), default=0, output_field=models.IntegerField()),
                models.F("search_name"),
                models.F("person"),
                name="case_in_order",
            ),
        ),
        migrations.RemoveIndex("figurecell", "cell_by_month"),
        migrations.RenameField("figurecell", "month", "begins"),
        migrations.RunPython(split_last_month, migrations.RunPython.noop),
        migrations.RunPython(answers_are_old, migrations.RunPython.noop),
        migrations.AddIndex(
            "figurecell",
            models.Index(
                fields=["standard", "begins", "from_on", "owed", "accountable", "outcome", "many"], name="cell_by_day"
            ),
        ),
    ]
