"""What search engines and reference managers read in a page's head, after schema.org."""

from django.urls import reverse
from django.utils.text import Truncator

from articles.models import Article, Entity
from articles.templatetags.interface import web
from articles.twins import date_of, moment

DESCRIPTION = 200  # characters
CONTEXT = "https://schema.org"
THINGS = {"person": "Person", "place": "Place", "organisation": "Organization", "other": "Thing"}


def description(article: Article) -> str:
    """Return the beginning of an article, in a line."""
    text = article.lead or article.body[: 2 * DESCRIPTION]
    return Truncator(" ".join(text.split())).chars(DESCRIPTION)


def news_article(article: Article, names, topics, absolute) -> dict:
    """Return an article as schema.org has it; what is not known is left out.

    ``names`` are as ``browse.mentions_by_kind`` gives them; ``absolute`` makes an
    address of a path.
    """
    address = absolute(article.get_absolute_url())
    homepage = article.source.homepage
    facts = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": article.title,
        "description": description(article),
        "inLanguage": "hi",
        "datePublished": date_of(article),
        "dateModified": moment(article.changed_by_source),
        "author": article.byline and {"@type": "Person", "name": article.byline},
        "publisher": publisher(article.source.name, homepage),
        "dateline": article.place,
        "articleSection": article.section,
        "isBasedOn": web(article.url),
        "keywords": [topic.name for topic in topics],
        "mentions": [thing(one.entity, absolute) for _, several in names for one in several],
    }
    return {name: value for name, value in facts.items() if value}


def publisher(name: str, homepage: str) -> dict:
    facts = {"@type": "NewsMediaOrganization", "name": name}
    return facts | {"url": homepage} if homepage else facts


def thing(entity: Entity, absolute) -> dict:
    facts = {
        "@type": THINGS[entity.kind],
        "name": entity.label,
        "url": absolute(entity.get_absolute_url()),
    }
    if entity.wikidata:
        facts["sameAs"] = f"https://www.wikidata.org/entity/{entity.wikidata}"
    return facts


def website(name: str, absolute) -> dict:
    """Return the archive itself, with the address of its search."""
    search = absolute(reverse("search:search"))
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": name,
        "url": absolute(reverse("articles:home")),
        "inLanguage": "hi",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(rows, absolute) -> dict:
    """Return the way to the last of some things that have a page each, from the first page on."""
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "name": str(row),
            "item": absolute(row.get_absolute_url()),
        }
        for number, row in enumerate(rows, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}
