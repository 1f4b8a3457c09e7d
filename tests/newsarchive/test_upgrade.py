"""A database and an index of an earlier release are brought to this one with all they hold."""

import json
from pathlib import Path

import pytest

from tests.databases import own_archive
from tests.newsarchive.test_backups import contents, manage, python

pytestmark = pytest.mark.own_database

EARLIER = {"articles": "0010_evidence", "search": "0001_initial"}
# Rows as the models of that release had them, written without this one's code.
FILL = """
import django, json, sys; django.setup()
from datetime import datetime, timezone
from pathlib import Path
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from newsarchive.backups.writing import write
earlier = list(json.loads(sys.argv[1]).items())
executor = MigrationExecutor(connection)
others = [key for key in executor.loader.graph.leaf_nodes() if key[0] not in dict(earlier)]
executor.migrate(earlier + others)
apps = MigrationExecutor(connection).loader.project_state(earlier + others).apps
model = lambda name: apps.get_model("articles", name)
source = model("Source").objects.create(name="नमूना समाचार", folded="नमूना समाचार", slug="namuna")
place = model("Entity").objects.create(
    label="सोनपुर", folded="सोनपुर", slug="sonpur", kind="place", status="confirmed"
)
model("Alias").objects.create(entity=place, text="हरिहर क्षेत्र", folded="हरिहर क्षेत्र")
for number, day in enumerate([12, 13, None]):
    moment = day and datetime(2020, 10, day, 6, tzinfo=timezone.utc)
    article = model("Article").objects.create(
        source=source, identity=f"old:{number}", title=f"सोनपुर का मेला {number}",
        body="सोनपुर में मेला लगा।", original="सोनपुर में मेला लगा।",
        published_at=moment, published_on=moment and moment.date(),
        precision="day" if moment else "", content_hash=str(number),
        record_hash=str(number),
    )
    model("Mention").objects.create(article=article, entity=place, count=1)
write(Path(sys.argv[2]), apps)
"""
TELL = """
import django, json; django.setup()
from django.test import Client
from articles.models import Article, Entity, Mention
get = lambda address: Client(headers={"host": "localhost"}).get(address)
found = get("/search.json?q=मेला&entity=sonpur").json()
print(json.dumps({
    "articles": [Article.objects.count(), Mention.objects.count()],
    "order": list(Article.objects.values_list("identity", flat=True)),
    "found": found["total"],
    "page": get(Entity.objects.get().get_absolute_url()).status_code,
}))
"""
WHOLE = {"articles": [3, 3], "order": ["old:1", "old:0", "old:2"], "found": 3, "page": 200}


@pytest.fixture
def earlier(tmp_path):
    """An archive as an earlier release left it, and a backup of it."""
    with own_archive(tmp_path / "home") as environment:
        python(FILL, environment, json.dumps(EARLIER), tmp_path / "old.tar")
        yield environment


def test_its_database_and_index_are_upgraded(earlier, tmp_path):
    index = Path(earlier["NEWSARCHIVE_HOME"], "index")
    (index / "g1-0000abcd").mkdir(parents=True)
    (index / "CURRENT").write_text("g1-0000abcd\n")
    done = manage(earlier, "migrate")
    assert done.returncode == 0, done.stderr
    done = manage(earlier, "update_index")
    assert done.returncode == 0 and "another version" in done.stderr, done.stderr
    assert json.loads(python(TELL, earlier)) == WHOLE


def test_its_backup_is_restored_and_upgraded(earlier, tmp_path):
    assert contents(tmp_path / "old.tar")["articles.article"][0] == 3
    with own_archive(tmp_path / "new home") as environment:
        done = manage(environment, "migrate")  # to this release, so that the tables are too new
        assert done.returncode == 0, done.stderr
        done = manage(environment, "restore", tmp_path / "old.tar")
        assert done.returncode == 0, done.stderr
        assert json.loads(python(TELL, environment)) == WHOLE
