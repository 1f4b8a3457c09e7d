"""How each kind of database is used."""

SQLITE = {
    "transaction_mode": "IMMEDIATE",  # a writer waits at its start, not in its middle
    "timeout": 30,  # seconds that it waits
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456"
    ),
}
POSTGRESQL = {
    "connect_timeout": 10,  # seconds
    # A firewall that forgets quiet connections must not end one that holds a lock.
    "keepalives_idle": 60,
    "keepalives_interval": 10,
    "keepalives_count": 6,
    # A writer waits so many milliseconds for others; several ingests wait for one another.
    "options": "-c lock_timeout=120000",
}


def tuned(database: dict, kept: int) -> dict:
    """Return the settings of a database as ``dj_database_url`` reads them, with our own.

    ``kept`` tells for how many seconds a server's connection stays open. What the address
    says wins. Raises ``ValueError`` for a kind of database that the archive was never tried on.
    """
    kind = database["ENGINE"].rpartition(".")[2]
    if kind == "sqlite3":
        return database | {"OPTIONS": SQLITE | database.get("OPTIONS", {})}
    if kind != "postgresql":
        raise ValueError(
            f"{kind} is not supported: write postgres://user:password@host/name or sqlite:////path"
        )
    options = POSTGRESQL | database.get("OPTIONS", {})
    return database | {"CONN_MAX_AGE": kept, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}
