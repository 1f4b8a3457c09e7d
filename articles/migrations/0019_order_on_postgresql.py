"""Articles without a date come last on PostgreSQL too, by an index there as on SQLite.

A row without a value comes last in the indexes of SQLite that go down, and first in those
of PostgreSQL. SQLite does not let an index say where such rows stand, so that the model
cannot tell of it: the indexes keep their names.
"""

from django.db import migrations, models

MOMENT = "-published_at"
LAST = {MOMENT: "published_at DESC NULLS LAST", "-id": "id DESC"}


def make_anew(apps, editor):
    if editor.connection.vendor != "postgresql":
        return
    article = apps.get_model("articles", "Article")
    for index in article._meta.indexes:
        if MOMENT in index.fields:
            editor.execute(f'DROP INDEX "{index.name}"')
            editor.execute(statement(article, index))


def statement(article, index):
    columns = ", ".join(
        LAST.get(name) or f'"{article._meta.get_field(name).column}"' for name in index.fields
    )
    only = ' WHERE "cluster_id" IS NOT NULL' if index.condition else ""
    table = article._meta.db_table
    return f'CREATE INDEX "{index.name}" ON "{table}" ({columns}){only}'


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_gone_addresses")]

    operations = [
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": [
                    models.OrderBy(models.F("published_at"), descending=True, nulls_last=True),
                    "-id",
                ],
                "verbose_name": "समाचार",
                "verbose_name_plural": "समाचार",
            },
        ),
        migrations.RunPython(make_anew, migrations.RunPython.noop),
    ]
