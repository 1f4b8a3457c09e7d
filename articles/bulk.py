"""Rows written many at a time, without an object of the model for each: that takes a fifth."""

from collections.abc import Iterable, Sequence

from django.db import connection


def insert(model, names: Sequence[str], rows: Iterable[tuple], unless_there: bool = False) -> None:
    """Insert rows that give the fields ``names`` of a model; its defaults fill the others.

    Values are numbers, texts and ids of other rows; no signal is sent. With
    ``unless_there`` a row is left out that a constraint of uniqueness forbids.
    """
    fields = model._meta.concrete_fields
    given = [model._meta.get_field(name) for name in names]
    others = [field for field in fields if field not in given and not field.primary_key]
    blank = model()
    filled = [field.get_db_prep_save(field.pre_save(blank, True), connection) for field in others]
    name = connection.ops.quote_name
    columns = ", ".join(name(field.column) for field in (*given, *others))
    marks = ", ".join(["%s"] * (len(given) + len(others)))
    sql = f"INSERT INTO {name(model._meta.db_table)} ({columns}) VALUES ({marks})"
    if unless_there:
        sql += " ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(*row, *filled) for row in rows])
