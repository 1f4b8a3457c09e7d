"""Rules of what is cut, and what was cut, in the admin."""

import pytest

from articles.ingestion import rulebook
from articles.models import Article, BoilerplateRule, Revision
from tests import builders
from tests.articles.admin_forms import chosen, edit, page, path

pytestmark = pytest.mark.django_db
ADD = path("boilerplaterule", "add/")
LINE = "नमूना की पेशकश"
BODY = f"{builders.BODY}\n\n{LINE}\n\nलोग ख़ुश हैं।"
Status = BoilerplateRule.Status


def form(**facts):
    given = {"text": LINE, "kind": "line", "source": "", "status": "confirmed", "note": ""}
    return given | facts


def rule(**facts):
    return BoilerplateRule.objects.create(**({"text": LINE} | facts))


def test_a_rule_of_one_source_is_added(admin_client):
    source = builders.source()
    answer = admin_client.post(ADD, form(source=source.pk, begins="on", note="हर पन्ने पर"))
    assert answer.status_code == 302
    made = BoilerplateRule.objects.get()
    assert (made.source, made.begins, made.note) == (source, True, "हर पन्ने पर")
    assert made.origin == BoilerplateRule.Origin.CURATOR


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"text": "— ।"}, "text"),
        ({"text": ""}, "text"),
        ({"text": "x" * 201}, "text"),
        ({"text": "नमूना का वादा!"}, "text"),
        ({"kind": "x"}, "kind"),
        ({"source": "9" * 40}, "source"),
    ],
)
def test_what_cannot_be_a_rule_is_refused(admin_client, facts, field):
    rule(text="नमूना का वादा")
    answer = admin_client.post(ADD, form(**facts))
    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == [field]


def test_one_line_can_have_a_rule_for_each_source(admin_client):
    rule()
    assert admin_client.post(ADD, form(source=builders.source().pk)).status_code == 302


def test_shipped_rules_are_listed_and_can_be_rejected_but_not_deleted(admin_client):
    rulebook.install()
    shipped = BoilerplateRule.objects.get(text="Facebook")
    listed = admin_client.get(path("boilerplaterule"), {"q": "facebook"}).content.decode()
    assert "Facebook" in listed
    assert admin_client.get(page(shipped).replace("change", "delete")).status_code == 403
    admin_client.post(path("boilerplaterule"), chosen("reject", shipped))
    shipped.refresh_from_db()
    assert shipped.status == Status.REJECTED


def test_the_line_of_a_shipped_rule_cannot_be_changed(admin_client):
    rulebook.install()
    shipped = BoilerplateRule.objects.get(text="Facebook")
    data = form(text="कुछ और", kind="ends", status="rejected")
    assert admin_client.post(page(shipped), data).status_code == 302
    shipped.refresh_from_db()
    assert (shipped.text, shipped.kind, shipped.status) == ("Facebook", "ends", "rejected")


def test_suggestions_are_confirmed_and_rejected(admin_client):
    one = rule(status="suggested", origin="learned", seen=12, among=40)
    assert "40 में से 12" in admin_client.get(path("boilerplaterule")).content.decode()
    admin_client.post(path("boilerplaterule"), chosen("confirm", one))
    one.refresh_from_db()
    assert one.status == Status.CONFIRMED


def test_the_page_of_a_rule_shows_which_articles_it_concerns(admin_client):
    builders.article("पहला समाचार", body=BODY)
    builders.article("दूसरा समाचार")
    builders.article("तीसरा समाचार", cut=[{"at": 1, "text": LINE, "why": "line"}])
    text = admin_client.get(page(rule(source=builders.source()))).content.decode()
    assert "पहला समाचार" in text and "तीसरा समाचार" in text and "दूसरा समाचार" not in text


def test_a_rule_is_applied_to_stored_articles(admin_client):
    article = builders.article(body=BODY)
    admin_client.post(
        path("boilerplaterule"), chosen("clean_again", rule(source=builders.source()))
    )
    article.refresh_from_db()
    assert LINE not in article.body and article.cut[0]["text"] == LINE
    assert Revision.objects.get().body == BODY


def test_the_page_of_an_article_shows_what_was_cut_and_why(admin_client):
    article = builders.article(cut=[{"at": 1, "text": "<b>नमूना", "why": "repeated"}])
    text = admin_client.get(page(article)).content.decode()
    assert "&lt;b&gt;नमूना" in text and "स्रोत में दोहराया हुआ" in text


def test_a_date_given_by_a_curator_says_so(admin_client):
    article = builders.article(published_from="json-ld")
    edit(admin_client, article)
    assert article.published_from == "json-ld"
    edit(admin_client, article, published_at_0="2020-10-08")
    assert Article.objects.get().published_from == "curator"
