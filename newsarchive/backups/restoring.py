"""A backup put back: into the tables as its release had them, which are then migrated."""

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor

from articles.locks import in_turn
from newsarchive.backups import BackupError
from newsarchive.backups.reading import Backup
from newsarchive.backups.tables import count_on, digest, empty, every_table, fill, has_rows, tables

# What migrating alone makes; all else in a table was written by somebody.
MADE = {
    "contenttypes.contenttype",
    "auth.permission",
    "auth.group",
    "auth.group_permissions",
}


def restore(backup: Backup, force: bool = False) -> None:
    """Put all rows of a backup in the place of those that are there; raises ``BackupError``.

    Rows are read back and compared before they count: all of them stay, or none. Only where
    the tables themselves are another release's are they made anew before that. The tables
    are left as the backup's release had them.
    """
    if not force and in_use():
        raise BackupError(
            "The database has rows already. Name an empty one in DATABASE_URL, "
            "or give --force to put the backup in their place."
        )
    wanted = wanted_migrations(backup)
    registry = as_migrated(wanted)
    models = {model._meta.label_lower: model for model in tables(registry)}
    with in_turn():
        for model in every_table(registry):
            empty(model, DEFAULT_DB_ALIAS)
        for table in backup.tables:
            model = models[table["table"]]
            fill(model, table["columns"], backup.lines(table), DEFAULT_DB_ALIAS)
        count_on(models.values(), DEFAULT_DB_ALIAS)
        compare(backup, models)


def in_use() -> bool:
    """Return whether anybody wrote into a table that there is."""
    there = set(connection.introspection.table_names())
    written = (model for model in tables(apps) if model._meta.label_lower not in MADE)
    return has_rows((one for one in written if one._meta.db_table in there), DEFAULT_DB_ALIAS)


def wanted_migrations(backup: Backup) -> set[tuple[str, str]]:
    known = MigrationExecutor(connection).loader.graph.nodes
    wanted = set(map(tuple, backup.manifest["migrations"]))
    if unknown := sorted(wanted - known.keys()):
        names = ", ".join(".".join(one) for one in unknown[:3])
        raise BackupError(
            f"{backup.path} was made by a newer release, with migrations unknown here ({names}). "
            "Install that release, or a later one, and restore it again."
        )
    return wanted


def as_migrated(wanted: set[tuple[str, str]]):
    """Bring the tables to these migrations, and return the models as they were then."""
    executor = MigrationExecutor(connection)
    last = leaves(executor.loader.graph, wanted)
    if set(executor.loader.applied_migrations) != wanted:
        drop_tables()
        executor = MigrationExecutor(connection)
        executor.migrate(last)
    return executor.loader.project_state(last).apps


def leaves(graph, wanted: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return those migrations after which none of the same app is wanted."""
    nodes = (graph.node_map[key] for key in sorted(wanted))
    return [
        node.key
        for node in nodes
        if not any(child.key in wanted and child.key[0] == node.key[0] for child in node.children)
    ]


def drop_tables() -> None:
    names = connection.introspection.table_names()
    ends = " CASCADE" if connection.vendor == "postgresql" else ""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)}{ends}")


def compare(backup: Backup, models: dict) -> None:
    """Read every table back, and raise ``BackupError`` if one is not what was backed up."""
    for table in backup.tables:
        count, content = digest(models[table["table"]], table["columns"], DEFAULT_DB_ALIAS)
        if (count, content) != (table["rows"], table["content"]):
            raise BackupError(
                f"{table['table']}: {count} of {table['rows']} rows came back, or not as they "
                "were. Nothing was changed. Please report this."
            )
