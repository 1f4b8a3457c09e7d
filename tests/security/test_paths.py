"""Names that lead out of a folder: nothing is read or written elsewhere than it should be."""

import json
import zipfile
from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from search.exports import filename_for
from tests.builders import BODY, article, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_gazetteer")]
WAYS_OUT = [
    "../newsarchive/settings.py",
    "..%2fnewsarchive%2fsettings.py",
    "%2e%2e/newsarchive/settings.py",
    "%2e%2e%2fnewsarchive%2fsettings.py",
    "..%5cnewsarchive%5csettings.py",
    "..\\newsarchive\\settings.py",
    "css/../../newsarchive/settings.py",
    "%00../newsarchive/settings.py",
    "/etc/passwd",
    "//etc/passwd",
    "%2fetc%2fpasswd",
    "....//....//etc/passwd",
    "%252e%252e%252fnewsarchive%252fsettings.py",
    "..%c0%af..%c0%afetc/passwd",
    "file:///etc/passwd",
]
SECRETS = ("INSTALLED_APPS", "root:")
FOLDERS = (
    "static/",
    "sitemaps/",
    "articles/",
    "entities/",
    "bulk/",
    "topics/",
    "",
    "admin/jsi18n/",
)


@pytest.mark.parametrize("way", WAYS_OUT)
@pytest.mark.parametrize("folder", FOLDERS)
def test_no_address_reads_a_file_of_the_machine(client, folder, way):
    response = client.get(f"/{folder}{way}", follow=True)
    assert response.status_code in (200, 400, 404)
    text = (b"".join(response) if response.streaming else response.content).decode()
    assert not any(secret in text for secret in SECRETS)


@pytest.mark.parametrize(
    "way", ["../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\x", "a/b", ".ssh"]
)
def test_no_query_names_a_file_elsewhere(client, index, way):
    indexed(article())
    name = filename_for(way, 1, 10)
    assert not set(name) & set("/\\:.\x00")
    told = client.get("/search.csv", {"q": f"तालाब OR {way}"})["Content-Disposition"]
    assert not set(told.partition("filename")[2]) & set("/\\")


@pytest.mark.parametrize(
    "name",
    ["../../out.jsonl", "/tmp/out.jsonl", "..\\out.jsonl", "a/../../out.jsonl", "C:\\out.jsonl"],
)
def test_an_archive_that_is_taken_in_writes_nothing(index, tmp_path, name):
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    record = {"title": "तालाब की सफ़ाई", "body": BODY * 5, "source": "नमूना", "date": "2023-06-12"}
    with zipfile.ZipFile(folder / "news.zip", "w") as packed:
        packed.writestr(name, json.dumps(record, ensure_ascii=False))
    before = set(tmp_path.rglob("*")) - set(index.rglob("*"))
    call_command("ingest", str(folder / "news.zip"), verbosity=0)
    assert Article.objects.count() == 1
    assert set(tmp_path.rglob("*")) - set(index.rglob("*")) - {index} == before


def test_a_link_in_a_folder_is_told_or_read_but_never_changed(index, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("root:x:0:0\n", encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "page.txt").symlink_to(secret)
    with suppress(CommandError):
        call_command("ingest", str(folder), verbosity=0)
    assert not Article.objects.exists()
    assert secret.read_text(encoding="utf-8") == "root:x:0:0\n"
