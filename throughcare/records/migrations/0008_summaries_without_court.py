from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0007_court_items"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="casesummary",
            name="case_at_court",
        ),
        migrations.RemoveField(
            model_name="casesummary",
            name="court_organisations",
        ),
        migrations.RemoveField(
            model_name="casesummary",
            name="reports",
        ),
    ]
