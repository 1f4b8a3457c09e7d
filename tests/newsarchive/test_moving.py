"""An archive moves from SQLite to PostgreSQL, or back, with every row and checksum compared."""

import json
import os
import re

import pytest

from tests.databases import only_postgresql, own_archive, own_database
from tests.newsarchive.test_backups import BACK_UP, FILL, TELL, contents, manage, python

pytestmark = pytest.mark.own_database


def beside_sqlite(home) -> dict[str, str]:
    """Return the environment of an archive in SQLite, whatever the tests run on."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"NEWSARCHIVE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "tests.settings"}


@only_postgresql
def test_from_sqlite_to_postgresql_and_back(tmp_path, index, settings):
    new_search = settings.SEARCH_URL  # in the cluster, where the tests search by one
    old = beside_sqlite(tmp_path / "home")
    python(FILL, old)
    python(BACK_UP, old, tmp_path / "before.tar")
    with own_database() as url:
        done = manage(old, "move_to", url, new_search)
        assert done.returncode == 0, done.stderr
        assert re.search("^ *3 [0-9a-f]{12} articles.article$", done.stdout, re.MULTILINE)
        assert "indexed 2\n2 articles, 0 mended" in done.stdout
        assert "all checksums are the same" in done.stdout
        assert "Now set DATABASE_URL and SEARCH_URL" in done.stdout
        new = old | {"DATABASE_URL": url, "SEARCH_URL": new_search}
        python(BACK_UP, new, tmp_path / "moved.tar")
        assert contents(tmp_path / "moved.tar") == contents(tmp_path / "before.tar")
        assert json.loads(python(TELL, new)) == {"size": 2, "next": 1, "groups": 0}
        # It is in use now: what is there is not lost by mistake.
        again = manage(old, "move_to", url)
        assert again.returncode and "--force" in again.stderr
        back = manage(new, "move_to", f"sqlite:///{tmp_path / 'back.sqlite3'}")
        assert back.returncode == 0, back.stderr
    there = old | {"DATABASE_URL": f"sqlite:///{tmp_path / 'back.sqlite3'}"}
    python(BACK_UP, there, tmp_path / "back.tar")
    rows = {table: rows for table, (rows, _) in contents(tmp_path / "back.tar").items()}
    assert rows["articles.article"] == 4


def test_what_is_written_meanwhile_is_told(tmp_path):
    """The copy is made by a process of its own; while it works, another article comes in."""
    late = (
        "import django, os; django.setup()\n"
        "from django.core.management import call_command, CommandError\n"
        "from search.management.commands import move_to\n"
        "from tests import builders\n"
        "builders.numbers = iter(range(10**9, 2 * 10**9))\n"
        "restore = move_to.Command.restore\n"
        "def restore_slowly(*arguments):\n"
        "    restore(*arguments)\n"
        "    builders.article('अभी आया')\n"
        "move_to.Command.restore = restore_slowly\n"
        "try:\n"
        "    call_command('move_to', os.environ['THERE'])\n"
        "except CommandError as error:\n"
        "    print(error)\n"
    )
    with own_archive(tmp_path / "home", THERE=f"sqlite:///{tmp_path / 'there.sqlite3'}") as here:
        python(FILL, here)
        said = python(late, here)
    assert "Written to while it was copied: articles.article" in said and "--force" in said


def test_an_address_that_is_no_database_leaves_all_as_it_was(tmp_path):
    with own_archive(tmp_path / "home") as here:
        python(FILL, here)
        done = manage(here, "move_to", "mysql://host/news")
        assert done.returncode and "mysql is not supported" in done.stderr
        assert "The archive is as it was" in done.stderr
        left = [one.name for one in (tmp_path / "home").iterdir() if one.name.startswith("move")]
    assert left == []
