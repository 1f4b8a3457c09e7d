"""What the Whoosh index holds: ids, terms and facet values, never the text."""

from whoosh import columns, fields

from search.analysis import HindiAnalyzer

# Raised whenever the schema or the analysis changes: an older index is then rebuilt.
VERSION = 5

NO_MINUTE = -(2**40)  # stands for an article without a date; no real minute comes near it

FACETS = ("source", "agency", "entity", "topic")  # fields whose terms are facet values


def schema() -> fields.Schema:
    """Return the fields of the index.

    ``text`` holds the folded words of title and body with their positions,
    ``stem`` the same as stems; in both the title weighs more. Facets are indexed
    as terms; ``number`` (the article's id), ``version`` (its fingerprint) and ``minute``
    are columns beside them.
    """
    return fields.Schema(
        pk=fields.ID(unique=True),
        text=fields.TEXT(analyzer=HindiAnalyzer(), phrase=True),
        stem=fields.TEXT(analyzer=HindiAnalyzer(stems=True), phrase=False),
        source=fields.ID(),
        agency=fields.ID(),
        entity=fields.KEYWORD(),
        topic=fields.KEYWORD(),
        day=fields.ID(),
        number=fields.COLUMN(columns.NumericColumn("q")),
        version=fields.COLUMN(columns.NumericColumn("q")),
        minute=fields.COLUMN(columns.NumericColumn("q", default=NO_MINUTE)),
    )
