"""``manage.py search``: the answer of the search page, in the terminal."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from search.answer import as_dict
from search.facets import FACETS
from search.filters import SearchFilter
from search.query import QueryError
from search.results import Results


class Command(BaseCommand):
    help = "Search the archive."

    def add_arguments(self, parser):
        parser.add_argument("query", nargs="?", default="")
        for name in FACETS:
            parser.add_argument(f"--{name}", action="append", default=[])
            parser.add_argument(f"--not-{name}", action="append", default=[])
        for name in ("from", "to", "sort", "page", "per"):
            parser.add_argument(f"--{name}", default="")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, query, **options):
        data = QueryDict(mutable=True)
        data["q"] = query
        for name in FACETS:
            data.setlist(name, options[name])
            data.setlist(f"not_{name}", options[f"not_{name}"])
        for name in ("from", "to", "sort"):
            data[name] = options[name]
        try:
            filters = SearchFilter(data, queryset=Results())
            answer = as_dict(filters, options["page"], options["per"])
        except QueryError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.print(answer)

    def print(self, answer):
        for problem in answer["problems"]:
            self.stderr.write(f"{problem['parameter']}: {problem['message']}")
        if answer["query"]["loosened"]:
            self.stderr.write("No article has all these words; these have at least half of them.")
        for hit in answer["hits"]:
            self.stdout.write(f"{hit['id']:>8}  {hit['date'] or '—':<22} {hit['source']}")
            self.stdout.write(f"          {hit['title']}\n          {hit['snippet']}\n")
        self.stdout.write(f"{answer['total']} articles in {answer['took_ms']} ms")
