"""What goes on while readers search: an ingest, a curator, the indexer, each its own process.

python -m bench.load.beside ingest|curate SEED
"""

import sys
import time
from itertools import count
from pathlib import Path
from random import Random

from articles.curation.articles import hide, show
from articles.ingestion.pipeline import ingest
from articles.models import Article
from bench import HOME
from bench.corpus import Writer, write

# As feeds bring them: so many new articles, every so many seconds.
ARTICLES, PAUSE = 10, 5
CURATED = 10_000  # of which one is hidden for a second
# How nice each is, and how it is begun. Readers come first, as by the units in deploy/systemd;
# what curators do is done by the web server.
COMMANDS = {
    "ingest": (10, ("-m", "bench.load.beside", "ingest")),
    "curate": (0, ("-m", "bench.load.beside", "curate")),
    "index": (10, ("manage.py", "update_index", "--watch")),
}


def take_in(seed: int) -> None:
    writer, path = Writer(seed + 1), HOME / "new.jsonl"
    for start in count(Article.objects.count(), ARTICLES):
        write_new(writer, path, start)
        ingest([str(path)])
        time.sleep(PAUSE)


def write_new(writer: Writer, path: Path, start: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        write((writer.article(start + number) for number in range(ARTICLES)), file)


def curate(seed: int) -> None:
    random, ids = Random(seed), list(Article.objects.values_list("pk", flat=True)[:CURATED])
    while True:
        one = [random.choice(ids)]
        for decide in (hide, show):
            decide(one, "bench")
            time.sleep(1)


if __name__ == "__main__":
    {"ingest": take_in, "curate": curate}[sys.argv[1]](int(sys.argv[2]))
