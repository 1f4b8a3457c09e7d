"""What readers ask: addresses drawn as they would be, the same for one seed.

Searches are for names, for words that stand beside one another in a headline, and, one in
five, for words by Zipf's law that seldom have an article in common; in both scripts, with
filters, sorted, leafed through. Beside them articles, suggestions, entities, trends.
"""

from random import Random
from urllib.parse import quote, urlencode

from articles.models import Article, Entity
from bench.corpus import SOURCES, TOPICS, Writer
from bench.suggest import roman

# Of a hundred requests, so many are of a kind.
KINDS = {
    "search": 40,
    "filtered": 15,
    "in roman letters": 10,
    "a further page": 5,
    "article": 12,
    "suggestions": 12,
    "entity": 4,
    "trends": 2,
}
ARTICLES = 50_000  # of which readers read
ENTITIES = 500
WORDS = (1, 3)  # of a search
SOUGHT = {"names": 35, "headline": 45, "any": 20}  # what the words of a search are, of a hundred
TYPED = (2, 8)  # letters that suggestions are for


class Readers:
    def __init__(self, seed: int):
        self.random, self.writer = Random(seed), Writer(seed)
        rows = Article.objects.order_by("pk").values_list("pk", "title")[:ARTICLES]
        self.ids, self.titles = zip(*rows, strict=True)
        named = Entity.objects.filter(shown=True, mentions__isnull=False).distinct()
        rows = named.order_by("pk").values_list("slug", "label")[:ENTITIES]
        self.slugs, self.labels = zip(*rows, strict=True)
        self.makers = {
            "search": self.search,
            "filtered": self.filtered,
            "in roman letters": lambda: self.search(q=" ".join(map(roman, self.words().split()))),
            "a further page": lambda: self.search(page=self.random.randint(2, 5)),
            "article": lambda: f"/articles/{self.random.choice(self.ids)}/",
            "suggestions": self.suggestions,
            "entity": lambda: f"/entities/{quote(self.random.choice(self.slugs))}/",
            "trends": self.trends,
        }

    def next(self) -> tuple[str, str]:
        """Return what kind of page is asked for, and its address."""
        [kind] = self.random.choices(list(KINDS), KINDS.values())
        return kind, self.makers[kind]()

    def words(self) -> str:
        [what] = self.random.choices(list(SOUGHT), SOUGHT.values())
        count = self.random.randint(*WORDS)
        if what == "names":
            return self.random.choice(self.labels)
        if what == "headline":
            words = self.random.choice(self.titles).split()
            start = self.random.randrange(len(words) - count)
            return " ".join(words[start : start + count])
        weights = self.writer.word_weights
        return " ".join(self.random.choices(self.writer.words, cum_weights=weights, k=count))

    def search(self, **others: object) -> str:
        return "/search?" + urlencode({"q": self.words()} | others)

    def filtered(self) -> str:
        ways = (
            {"source": self.random.choice(SOURCES)},
            {"topic": self.random.choice(TOPICS), "sort": "newest"},
            {"from": "2018", "to": "2020"},
            {"entity": self.random.choice(self.slugs)},
        )
        return self.search(**self.random.choice(ways))

    def suggestions(self) -> str:
        return "/suggest.json?" + urlencode({"q": self.words()[: self.random.randint(*TYPED)]})

    def trends(self) -> str:
        return "/trends?" + urlencode([("q", self.words()), ("q", self.words()), ("by", "year")])
