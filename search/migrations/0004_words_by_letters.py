"""Words are compared letter by letter, as SQLite does: a beginning is a range of the vocabulary.

Most locales of PostgreSQL compare words otherwise, so that a range would miss some. SQLite
knows no such rule by name, so that the model cannot tell of it.
"""

from django.db import migrations

COLUMNS = ("text", "first", "skeleton", "other_skeleton")


def by_letters(apps, editor):
    if editor.connection.vendor != "postgresql":
        return
    word = apps.get_model("search", "Word")
    for name in COLUMNS:
        kind = word._meta.get_field(name).db_type(editor.connection)
        table = word._meta.db_table
        editor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{name}" TYPE {kind} COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("search", "0003_saved_searches")]

    operations = [migrations.RunPython(by_letters, migrations.RunPython.noop)]
