"""Tables as lines of JSON that are the same whatever database they come from.

A line is a list of the values of a row, in the order of named columns. So a backup
of SQLite goes into PostgreSQL, and checksums of both can be compared.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from hashlib import sha256

from django.core.management.color import no_style
from django.db import DatabaseError, connections, models

from articles.batched import batched
from newsarchive.backups import BackupError

# Readers sign in again; the vocabulary comes with the index.
LEFT_OUT = {"sessions.session", "search.word"}
BATCH = 1000  # rows


def every_table(registry) -> list[type[models.Model]]:
    """Return the models that have a table, of the present apps or of those of a migration."""
    found = registry.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def tables(registry) -> list[type[models.Model]]:
    """Return the models whose rows are kept, in the order of their names."""
    kept = (one for one in every_table(registry) if one._meta.label_lower not in LEFT_OUT)
    return sorted(kept, key=lambda model: model._meta.label_lower)


def columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def lines(model: type[models.Model], names: list[str], using: str) -> Iterator[bytes]:
    """Yield the rows of a table, its columns in this order, in the order of their keys.

    Few are held at a time.
    """
    rows = model._base_manager.using(using).order_by("pk").values_list("pk", *names)
    batch = list(rows[:BATCH])
    while batch:
        for _, *values in batch:
            yield encoded(values)
        batch = list(rows.filter(pk__gt=batch[-1][0])[:BATCH])


def encoded(values: list) -> bytes:
    text = json.dumps(values, default=plain, sort_keys=True, separators=(",", ":"))
    return text.encode("ascii") + b"\n"


def plain(value) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in a backup")


def digest(model: type[models.Model], names: list[str], using: str) -> tuple[int, str]:
    """Return how many rows a table has, and a checksum of them."""
    count, total = 0, sha256()
    for line in lines(model, names, using):
        count += 1
        total.update(line)
    return count, total.hexdigest()


def empty(model: type[models.Model], using: str) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


def fill(model: type[models.Model], names: list[str], rows: Iterable[bytes], using: str) -> None:
    """Write lines into a table as they are: no signal is sent, and no field changes by itself."""
    connection = connections[using]
    given = {field.attname: field for field in model._meta.concrete_fields}
    fields = [given[name] for name in names]
    quoted = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table, marks = connection.ops.quote_name(model._meta.db_table), ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"
    number = 0
    for batch in batched(map(json.loads, rows), BATCH):
        try:
            with connection.cursor() as cursor:
                cursor.executemany(statement, [prepared(fields, row, connection) for row in batch])
        except (DatabaseError, ValueError) as error:
            where = f"{model._meta.label_lower}, rows {number + 1} to {number + len(batch)}"
            raise BackupError(f"{where}: the database refuses these rows: {error}") from error
        number += len(batch)


def prepared(fields: list[models.Field], row: list, connection) -> list:
    return [
        field.get_db_prep_save(field.to_python(value), connection)
        for field, value in zip(fields, row, strict=True)
    ]


def count_on(found: Iterable[type[models.Model]], using: str) -> None:
    """Let the database give the next ids after those that were written."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(found)):
            cursor.execute(statement)


def has_rows(found: Iterable[type[models.Model]], using: str) -> bool:
    """Return whether one of these tables has a row, whatever its columns are."""
    connection = connections[using]
    names = [connection.ops.quote_name(model._meta.db_table) for model in found]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT 1 FROM {name} LIMIT 1")
            if cursor.fetchone():
                return True
    return False
