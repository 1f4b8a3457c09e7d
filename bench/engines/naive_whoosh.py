"""Whoosh as most applications use it: its parser, its facets, the text stored in it.

Only its tokenizer is not the default one, which cuts Hindi at every vowel sign.
"""

from functools import cached_property

from whoosh import fields
from whoosh import query as whoosh
from whoosh.analysis import LowercaseFilter, RegexTokenizer
from whoosh.index import create_in, open_dir
from whoosh.qparser import MultifieldParser
from whoosh.sorting import FieldFacet

from bench.engines.base import BEST, Answer, Engine, day_of, month_of, most_frequent


class NaiveWhoosh(Engine):
    @cached_property
    def opened(self):
        index = open_dir(self.place)
        parser = MultifieldParser(["title", "body"], index.schema)
        return index.searcher(), parser

    def build(self, documents):
        words = RegexTokenizer(r"[\w\u0900-\u097f]+") | LowercaseFilter()
        text = fields.TEXT(analyzer=words, stored=True)
        schema = fields.Schema(
            pk=fields.ID(stored=True, unique=True),
            title=text,
            body=text,
            source=fields.ID(sortable=True),
            month=fields.ID(sortable=True),
            day=fields.ID,
            entity=fields.KEYWORD,
        )
        writer = create_in(self.place, schema).writer()
        for document in documents:
            writer.add_document(**row(document))
        writer.commit()

    def search(self, query):
        searcher, parser = self.opened
        found = searcher.search(
            parser.parse(query.text),
            limit=BEST,
            filter=restriction(query),
            groupedby={
                "source": FieldFacet("source"),
                "month": FieldFacet("month"),
                "entity": FieldFacet("entity", allow_overlap=True),
            },
        )
        counts = {
            name: {value: len(documents) for value, documents in found.groups(name).items()}
            for name in ("source", "month", "entity")
        }
        counts["entity"] = most_frequent(counts["entity"])
        return Answer(len(found), [int(hit["pk"]) for hit in found], counts)

    def update(self, document, before=None):
        writer = open_dir(self.place).writer()
        writer.update_document(**row(document))
        writer.commit()
        if "opened" in self.__dict__:
            self.opened[0].close()
            del self.opened


def row(document) -> dict:
    return {
        "pk": str(document.pk),
        "title": document.title,
        "body": document.body,
        "source": str(document.source),
        "month": str(month_of(document)),
        "day": f"{day_of(document):%Y%m%d}",
        "entity": " ".join(map(str, document.entities)),
    }


def restriction(query) -> whoosh.Query | None:
    wanted = {"source": query.source, "entity": query.entity}
    parts = [whoosh.Term(name, str(value)) for name, value in wanted.items() if value]
    if query.days:
        parts.append(whoosh.TermRange("day", *(f"{day:%Y%m%d}" for day in query.days)))
    return whoosh.And(parts) if parts else None
