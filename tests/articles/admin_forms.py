"""What the tests of the admin type into its forms."""

from articles.models import (
    BoilerplateRule,
    Feed,
    FetchedPage,
    IngestProblem,
    IngestRun,
    Revision,
    Topic,
)
from tests import builders

MODELS = [
    *("article", "source", "topic", "entity", "ingestrun", "ingestproblem"),
    *("feed", "fetchedpage", "boilerplaterule"),
]
EDITED = ["article", "source", "topic", "entity", "feed", "boilerplaterule"]

NO_MENTIONS = {"mentions-TOTAL_FORMS": 0, "mentions-INITIAL_FORMS": 0}
NO_REVISIONS = {"revisions-TOTAL_FORMS": 0, "revisions-INITIAL_FORMS": 0}
FACTS = {
    "title": builders.TITLE,
    "body": builders.BODY,
    "lead": "",
    "status": "published",
    "published_at_0": "2020-10-07",
    "published_at_1": "",
    "precision": "day",
    "byline": "",
    "agency": "",
    "place": "",
    "url": "",
    "topics": [],
}
ADD = "/admin/articles/article/add/"
LIST = "/admin/articles/article/"


def path(model, page=""):
    return f"/admin/articles/{model}/{page}"


def page(row):
    return f"/admin/articles/{row._meta.model_name}/{row.pk}/change/"


def data(**facts):
    return FACTS | NO_MENTIONS | NO_REVISIONS | facts


def edit(client, article, **facts):
    """Save the form of an article; where its fields are refused, the test fails."""
    answer = client.post(page(article), data(source=article.source_id, **facts))
    errors = answer.context and answer.context["adminform"].form.errors
    assert answer.status_code == 302, errors
    article.refresh_from_db()


def with_mention(mention, **facts):
    """Return the data of a form with one stored mention in it."""
    rows = {"id": mention.pk, "article": mention.article_id, "entity": mention.entity_id}
    rows |= {"count": mention.count} | facts
    form = {f"mentions-0-{name}": value for name, value in rows.items()}
    return {"mentions-TOTAL_FORMS": 1, "mentions-INITIAL_FORMS": 1} | form


def chosen(action, row):
    return {"action": action, "_selected_action": row.pk}


def entity_data(label="सोनताल", aliases=(), stored=(), **facts):
    data = {"label": label, "kind": "place", "status": "confirmed", "roman": "", "description": ""}
    rows = [*stored, *({"text": text} for text in aliases)]
    data |= {"aliases-TOTAL_FORMS": len(rows), "aliases-INITIAL_FORMS": len(stored)}
    for number, row in enumerate(rows):
        data |= {f"aliases-{number}-{name}": value for name, value in row.items()}
    return data | facts


def a_little_of_everything():
    """Store it, and return the id of one row of each model."""
    place = builders.entity("सोनताल", aliases=["सोन ताल"])
    article = builders.article(topics=["पर्यावरण"], entities=[place], agency="भाषा")
    Revision.objects.create(article=article, title="पुराना", body="पुराना पाठ", original="पुराना")
    run = IngestRun.objects.create(inputs=["नमूना/एक.jsonl"], read=1, failed=1)
    problem = IngestProblem.objects.create(run=run, kind="no_title", path="नमूना", reason="none")
    feed = Feed.objects.create(url="https://namuna.example/feed", source=article.source)
    fetched = FetchedPage.objects.create(key="1", url="https://namuna.example/1", feed=feed)
    rule = BoilerplateRule.objects.create(text="नमूना की पेशकश", source=article.source)
    return {
        "article": article.pk,
        "source": article.source_id,
        "topic": Topic.objects.get().pk,
        "entity": place.pk,
        "ingestrun": run.pk,
        "ingestproblem": problem.pk,
        "feed": feed.pk,
        "fetchedpage": fetched.pk,
        "boilerplaterule": rule.pk,
    }
