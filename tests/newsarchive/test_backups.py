"""A backup holds all that cannot be remade, as it was at one moment, and comes back whole."""

import json
import random
import shutil
import signal
import subprocess
import sys
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from newsarchive.backups import BackupError
from newsarchive.backups.reading import opened
from newsarchive.backups.tables import LEFT_OUT
from tests.databases import own_archive

pytestmark = pytest.mark.own_database

FILL = """
import django; django.setup()
from django.contrib.auth import get_user_model
from django.core.management import call_command
from tests.builders import article, entity, indexed
from articles.models import Article, IngestRun, Revision
from search.models import SavedSearch
call_command("migrate", verbosity=0)
place = entity("सोनपुर", aliases=["हरिहर क्षेत्र"])
made = [
    article("मेला लगा", "सोनपुर में मेला लगा।", topics=["मेले"], entities=[place]),
    article("बिना तारीख़", "कब का है, पता नहीं।", None),
    article("छिपा", status=Article.Status.HIDDEN, cut=[{"at": 1, "text": "क", "why": "ख"}]),
]
Revision.objects.create(article=made[0], title="मेला", body="मेला", original="मेला")
IngestRun.objects.create(inputs=["a.jsonl"], progress={"z": 1, "a": [1.5, None]})
user = get_user_model().objects.create_user("reader@news.example", password="जल-संरक्षण-7")
SavedSearch.objects.create(user=user, name="मेले", pairs=[["q", "मेला"]], key="k")
indexed()
"""
BACK_UP = """
import django, sys; django.setup()
from django.core.management import call_command
call_command("backup", sys.argv[1])
"""
# The next article's number comes after those of the backup, and the index follows.
TELL = """
import django, json; django.setup()
from django.core.management import call_command
from django.contrib.auth import get_user_model
from articles.models import Article
from search.engines.base import engine
from tests import builders
from tests.builders import article, indexed
builders.numbers = iter(range(10**9, 2 * 10**9))  # those of FILL are taken
size = engine().size()
last = Article.objects.order_by("-pk").first().pk
user = get_user_model().objects.get()
print(json.dumps({"size": size, "next": article("नया").pk - last, "groups": user.groups.count()}))
"""
# Each transaction makes an article with a topic of its own; how many were made is printed.
WRITE = """
import django; django.setup()
from django.db import transaction
from tests import builders
from tests.builders import article, topic
builders.numbers = iter(range(10**9, 2 * 10**9))
for number in range(100000):
    with transaction.atomic():
        topic(f"विषय {number}")
        article(f"समाचार {number}", topics=[f"विषय {number}"])
    print(number, flush=True)
"""
COUNT = """
import django, json; django.setup()
from articles.models import Article, Topic
filed = Article.topics.through.objects.filter(topic__name__startswith="विषय ").count()
articles = Article.objects.filter(title__startswith="समाचार ").count()
print(json.dumps([articles, Topic.objects.filter(name__startswith="विषय ").count(), filed]))
"""


def python(code: str, environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-4000:]
    return ran.stdout


def manage(environment: dict[str, str], *arguments) -> subprocess.CompletedProcess:
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def contents(path) -> dict[str, tuple[int, str]]:
    with opened(path) as backup:
        return {table["table"]: (table["rows"], table["content"]) for table in backup.tables}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """An archive with something in every corner, and its backup."""
    folder = tmp_path_factory.mktemp("filled")
    with own_archive(folder / "home") as environment:
        python(FILL, environment)
        done = manage(environment, "backup", folder / "news.tar")
        assert done.returncode == 0, done.stderr
        yield environment, folder / "news.tar", done.stdout


@pytest.fixture
def backup(filled):
    return filled[1]


def test_it_tells_what_it_holds(filled):
    _, path, said = filled
    assert said.startswith("backed up 3 articles, ") and str(path) in said
    rows = {table: rows for table, (rows, _) in contents(path).items()}
    assert rows["articles.revision"] == rows["search.savedsearch"] == rows["auth.user"] == 1
    assert not rows.keys() & LEFT_OUT


def test_only_its_owner_may_read_it(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_a_secret_key_is_not_in_it(filled):
    environment, path, _ = filled
    key = Path(environment["NEWSARCHIVE_HOME"], "secret_key").read_bytes()
    with tarfile.open(path) as tar:
        assert all(key not in tar.extractfile(one).read() for one in tar.getmembers())


def test_no_file_is_overwritten_and_nothing_is_left_beside_it(filled):
    environment, path, _ = filled
    done = manage(environment, "backup", path)
    assert done.returncode and "is there already" in done.stderr
    assert sorted(one.name for one in path.parent.iterdir()) == ["home", "news.tar"]


def test_it_comes_back_as_it_was_into_an_empty_archive(filled, tmp_path):
    _, path, _ = filled
    with own_archive(tmp_path / "home") as environment:
        done = manage(environment, "restore", path)
        assert done.returncode == 0, done.stderr
        assert "is whole" in done.stdout and "indexed 2" in done.stdout
        python(BACK_UP, environment, tmp_path / "again.tar")
        assert contents(tmp_path / "again.tar") == contents(path)
        assert json.loads(python(TELL, environment)) == {"size": 2, "next": 1, "groups": 0}
        # What is there now is more than the backup has.
        refused = manage(environment, "restore", path)
        assert refused.returncode and "--force" in refused.stderr
        forced = manage(environment, "restore", "--force", path)
        assert forced.returncode == 0, forced.stderr
        python(BACK_UP, environment, tmp_path / "forced.tar")
    assert contents(tmp_path / "forced.tar") == contents(path)


@pytest.mark.parametrize("share", [0, 0.01, 0.3, 0.7, 0.9, 0.99])
def test_one_that_is_cut_off_is_refused(backup, tmp_path, share):
    data = backup.read_bytes()
    with tarfile.open(backup) as tar:
        last = tar.getmembers()[-1]
    end = last.offset_data + last.size
    (tmp_path / "cut.tar").write_bytes(data[: int(end * share)])
    with pytest.raises(BackupError, match="another"), opened(tmp_path / "cut.tar"):
        pass


def test_one_that_was_changed_is_refused_or_holds_what_was_written(backup, tmp_path):
    chance, whole, refused = random.Random(7), contents(backup), 0
    for _ in range(200):
        data = bytearray(backup.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        (tmp_path / "changed.tar").write_bytes(data)
        try:
            found = contents(tmp_path / "changed.tar")
        except BackupError:
            refused += 1
        else:
            assert found == whole
    assert refused > 20


def test_a_refused_one_changes_nothing(filled, tmp_path):
    environment, path, _ = filled
    shutil.copy(path, tmp_path / "bad.tar")
    with tarfile.open(path) as tar:
        place = tar.getmember("tables/articles.article.jsonl.gz").offset_data + 40
    with (tmp_path / "bad.tar").open("r+b") as file:
        file.seek(place)
        file.write(b"\xff\xff\xff")
    done = manage(environment, "restore", "--force", tmp_path / "bad.tar")
    assert done.returncode and "articles.article" in done.stderr
    python(BACK_UP, environment, tmp_path / "after.tar")
    assert contents(tmp_path / "after.tar") == contents(path)


@pytest.mark.parametrize(
    "change, said",
    [
        ({"format": 2}, "newer release"),
        ({"migrations": [["articles", "9999_later"]]}, "articles.9999_later"),
    ],
    ids=["format", "migrations"],
)
def test_one_of_a_newer_release_is_refused(backup, tmp_path, change, said):
    path = tmp_path / "newer.tar"
    with tarfile.open(backup) as old, tarfile.open(path, "w") as new:
        for member in old.getmembers():
            data = old.extractfile(member).read()
            if member.name == "manifest.json":
                data = manifest = json.dumps(json.loads(data) | change).encode()
            if member.name == "manifest.sha256":
                data = sha256(manifest).hexdigest().encode()
            (tmp_path / "part").write_bytes(data)
            new.add(tmp_path / "part", member.name)
    with own_archive(tmp_path / "home") as environment:
        done = manage(environment, "restore", path)
    assert done.returncode and said in done.stderr


def test_what_is_no_backup_is_refused(tmp_path):
    (tmp_path / "other.tar").write_bytes(b"no tar")
    for name in ("other.tar", "missing.tar"):
        with pytest.raises(BackupError, match=name), opened(tmp_path / name):
            pass


def test_it_is_of_one_moment_though_another_process_writes(tmp_path):
    with own_archive(tmp_path / "home") as environment:
        python(FILL, environment)
        command = [sys.executable, "-c", WRITE]
        writer = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        while int(writer.stdout.readline()) < 5:
            pass
        python(BACK_UP, environment, tmp_path / "news.tar")
        after = int(writer.stdout.readline())  # it was not held off
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
    with own_archive(tmp_path / "other") as environment:
        done = manage(environment, "restore", tmp_path / "news.tar")
        assert done.returncode == 0, done.stderr
        articles, topics, filed = json.loads(python(COUNT, environment))
    assert articles == topics == filed and articles > 5 and after
