"""Every page of the archive, one line each: add yours here.

Each is looked at by axe-core and by the tests of ``test_people.py``, and photographed
by ``make screenshots``. Words in braces are facts of ``tests/browser/filled.py``.
"""

from dataclasses import dataclass

QUERY = "जल संरक्षण"


@dataclass(frozen=True)
class SitePage:
    """A page: its name, its path, who is logged in, its status."""

    name: str
    path: str
    user: str = ""
    status: int = 200
    template: str = ""  # shown as it stands, since no address leads to it


READERS = [
    SitePage("home", "/"),
    SitePage("search", f"/search?q={QUERY}"),
    SitePage("search-all", "/search"),
    SitePage("search-filtered", "/search?q=जल&from=2023&topic=पर्यावरण&source=नमूना समाचार"),
    SitePage("search-roman", "/search?q=jal sanrakshan"),
    SitePage("search-filters", "/search?q=जल#filters"),
    SitePage("search-nothing", "/search?q=कखगघ जल"),
    SitePage("search-wrong", "/search?q=जल OR", status=400),
    SitePage("search-bad-date", "/search?q=जल&from=कभी"),
    SitePage("article", "/articles/{copied}/"),
    SitePage("article-found", f"/articles/1/?q={QUERY}&pos=2"),
    SitePage("revision", "/articles/{revised}/revisions/1/"),
    SitePage("compare", "/articles/{copied}/compare/{copy}/"),
    SitePage("entity", "/entities/{entity}/"),
    SitePage("source", "/sources/{source}/"),
    SitePage("topics", "/topics/"),
    SitePage("topic", "/topics/{topic}/"),
    SitePage("trends", "/trends?q=जल&q=विदेश"),
    SitePage("trends-empty", "/trends"),
    SitePage("trends-nothing", "/trends?q=कखगघ&q=जल OR", status=400),
    SitePage("bulk", "/bulk"),
    SitePage("bulk-list", "/bulk/{bulk}/"),
    SitePage("help", "/help"),
    SitePage("sign-in", "/account/sign-in"),
    SitePage("sign-up", "/account/sign-up"),
    SitePage("join", "/account/join/{join}"),
    SitePage("forgotten", "/account/password/forgotten"),
    SitePage("old-link", "/account/join/x", status=400),
    SitePage("old-address", "/account/email/x", user="reader", status=400),
    SitePage("old-reset", "/account/password/x/x"),
    SitePage("account", "/account/", user="reader"),
    SitePage("password", "/account/password", user="reader"),
    SitePage("leave", "/account/delete", user="reader"),
    SitePage("save", "/saved/save?q=जल", user="reader"),
    SitePage("saved", "/saved/", user="reader"),
    SitePage("saved-new", "/saved/{saved}/new", user="reader"),
    SitePage("saved-change", "/saved/{saved}/change", user="reader"),
    SitePage("saved-delete", "/saved/{saved}/delete", user="reader"),
    SitePage("stop-mails", "/saved/stop/{stop}"),
    SitePage("gone", "/articles/{gone}/", status=410),
    SitePage("not-found", "/nowhere", status=404),
    SitePage("bad-request", "/", template="400.html"),
    SitePage("failure", "/", template="500.html"),
    SitePage("too-many", "/", template="429.html"),
    SitePage("locked-out", "/", template="locked_out.html"),
    SitePage("too-large", "/", template="413.html"),
    SitePage("too-slow", "/", template="slow.html"),
]

# Of the admin those pages that the archive made itself; the others are Django's.
ADMIN = [
    SitePage("login", "/admin/login/"),
    SitePage("desk", "/admin/", user="curator"),
    SitePage("suggestions", "/admin/articles/entity/suggestions/", user="curator"),
    SitePage("merge", "/admin/articles/entity/merge/?sources={entity_number}", user="curator"),
    SitePage("split", "/admin/articles/entity/{entity_number}/split/", user="curator"),
    SitePage("versions", "/admin/articles/article/{revised}/versions/", user="curator"),
    SitePage("history", "/admin/articles/article/{revised}/history/", user="curator"),
    SitePage("curate-article", "/admin/articles/article/{copied}/change/", user="curator"),
    SitePage("curate-entity", "/admin/articles/entity/{entity_number}/change/", user="curator"),
    SitePage("curate-articles", "/admin/articles/article/", user="curator"),
]

# Addresses that are no pages: answers for programs, feeds, files.
NO_PAGES = {
    "accounts:data",
    "accounts:sign_out",
    "articles:article_json",
    "articles:article_text",
    "articles:citation",
    "articles:entity_feed",
    "articles:source_feed",
    "articles:topic_feed",
    "saved:seen",
    "search:bar_suggestions",
    "search:bulk_progress",
    "search:bulk_table",
    "search:feed",
    "search:opensearch",
    "search:search_bib",
    "search:search_csv",
    "search:search_json",
    "search:search_jsonl",
    "search:search_ris",
    "search:trends_csv",
    "search:trends_json",
    "search:trends_png",
    "search:trends_svg",
    "search:suggest",
}
