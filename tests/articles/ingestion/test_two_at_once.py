"""Two ingests at once, each in a process of its own, lose nothing and raise nothing."""

import json
import random
import subprocess
import sys

import pytest

from tests.builders import json_record, write_lines
from tests.databases import own_archive

pytestmark = pytest.mark.own_database

WORDS = "तालाब नहर पुल बाग़ मेला सड़क बाज़ार पेड़ नदी घाट दुकान चौक गाँव खेत स्कूल पानी".split()
OWN, COPIES, SAME = 60, 25, 15  # articles
PREPARE = (
    "import django; django.setup()\n"
    "from django.core.management import call_command\n"
    "from articles.models import Entity\n"
    "call_command('migrate', verbosity=0)\n"
    "Entity.objects.create(label='सोनपुर', kind='place')\n"  # the shipped names are not stored
)
INGEST = (
    "import django, sys; django.setup()\n"
    "from articles.ingestion import pipeline\n"
    "pipeline.BATCH = 7\n"  # many transactions
    "print('ready', flush=True), sys.stdin.readline()\n"
    "summary = pipeline.ingest([sys.argv[1]])\n"
    "assert not summary.problems, summary.problems\n"
    "assert not summary.counts['failed'], summary.counts\n"
)
TELL = (
    "import django, json; django.setup()\n"
    "from django.db.models import Count\n"
    "from articles.models import Article, Cluster, Entity, IngestRun, Source, Topic\n"
    "from search import check, indexer\n"
    "from search.engines.base import engine\n"
    "indexer.update()\n"
    "sizes = Cluster.objects.annotate(size=Count('articles')).values_list('size', flat=True)\n"
    "print(json.dumps({\n"
    "    'articles': Article.objects.count(),\n"
    "    'clusters': sorted(sizes),\n"
    "    'names': [model.objects.count() for model in (Source, Topic, Entity)],\n"
    "    'runs': sorted(IngestRun.objects.values_list('status', flat=True)),\n"
    "    'indexed': engine().size(), 'differences': len(check.differences().all),\n"
    "}))\n"
)


def some_text(seed: object) -> str:
    return " ".join(random.Random(str(seed)).choices(WORDS, k=80))


def records(paper: int) -> list[dict]:
    """Return articles of one input: its own, copies of the other's, and some that both have."""
    own = [(f"{paper}-{number}", some_text((paper, number)), paper) for number in range(OWN)]
    copies = [(f"{paper}-c{number}", some_text(number), paper) for number in range(COPIES)]
    same = [(f"same-{number}", some_text(f"same {number}"), 0) for number in range(SAME)]
    made = [
        json_record(
            id=pk,
            title=f"समाचार {pk}",
            body=body,
            source=f"नमूना समाचार {outlet}",
            topics=[f"विषय {number % 9}"],
            entities=[{"name": f"नाम {number % 7}", "type": "place"}],
        )
        for number, (pk, body, outlet) in enumerate(own + copies + same)
    ]
    random.Random(paper).shuffle(made)
    return made


def test_two_ingests_at_once_lose_nothing(tmp_path):
    files = [write_lines(tmp_path / f"{paper}.jsonl", *records(paper)) for paper in (1, 2)]
    with own_archive(tmp_path / "home", NEWSARCHIVE_NAMES="gazetteer") as environment:
        assert finished(begun(PREPARE, environment)) == ""
        ingests = [begun(INGEST, environment, file) for file in files]
        assert [one.stdout.readline() for one in ingests] == ["ready\n"] * 2
        for one in ingests:
            one.stdin.write("go\n"), one.stdin.flush()
        assert [finished(one) for one in ingests] == ["", ""]
        found = json.loads(finished(begun(TELL, environment)))
    articles = 2 * (OWN + COPIES) + SAME
    assert found == {
        "articles": articles,
        "clusters": [2] * COPIES,
        "names": [3, 9, 8],
        "runs": ["finished", "finished"],
        "indexed": articles,
        "differences": 0,
    }


def begun(code: str, environment: dict[str, str], *arguments: str) -> subprocess.Popen:
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, env=environment, text=True, **pipes)


def finished(process: subprocess.Popen) -> str:
    """Wait for a process and return what it printed; what it complains of fails the test."""
    out, err = process.communicate()
    assert process.returncode == 0 and "Traceback" not in err, err[-4000:]
    return out
