"""Every page of the admin opens, and nothing that is typed into one breaks it."""

import pytest

from articles.admin import lists
from articles.models import Article, Source, Topic
from tests import builders
from tests.articles.admin_forms import EDITED, MODELS, a_little_of_everything, path

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return a_little_of_everything()


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_row_opens(admin_client, archive, model, language):
    for page in ("", f"{archive[model]}/change/", f"{archive[model]}/history/"):
        assert admin_client.get(path(model, page), {"ui": language}).status_code == 200


@pytest.mark.parametrize("model", EDITED)
def test_every_form_for_a_new_row_opens(admin_client, model):
    assert admin_client.get(path(model, "add/")).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_every_row_can_be_deleted_by_a_superuser(admin_client, archive, model):
    if model == "source":
        Article.objects.all().delete()
    page = path(model, f"{archive[model]}/delete/")
    assert admin_client.get(page).status_code == 200
    assert admin_client.post(page, {"post": "yes"}).status_code == 302
    assert admin_client.get(path(model, f"{archive[model]}/change/")).status_code == 302


@pytest.mark.parametrize("word", ["", "हिंद", "\x00", "'\"%_\\", "क " * 3000, "x" * 60000, "़"])
@pytest.mark.parametrize("model", MODELS)
def test_any_text_can_be_searched_for(admin_client, archive, model, word):
    assert admin_client.get(path(model), {"q": word}).status_code == 200


HUGE = "9" * 40
BAD_PARAMETERS = [
    (model, name, value)
    for model, names in {
        "article": (
            "status__exact",
            "precision__exact",
            "source__id__exact",
            "entities__id__exact",
            "topics__id__exact",
            "agency",
            "published_on__year",
            "created_at__year",
            "period",
            "nonsense",
            "o",
            "p",
            "all",
        ),
        "entity": ("status__exact", "kind__exact", "p"),
        "ingestrun": ("status__exact", "p"),
        "boilerplaterule": ("status__exact", "source__id__exact", "o", "p"),
        "ingestproblem": ("kind", "run", "p"),
    }.items()
    for name in names
    for value in ("x", "", "\x00", HUGE, "-1", "०", "99999", "0", "²")
]


@pytest.mark.parametrize(("model", "name", "value"), BAD_PARAMETERS)
def test_no_parameter_of_a_list_breaks_it(admin_client, archive, model, name, value):
    answer = admin_client.get(path(model), {name: value})
    assert answer.status_code in (200, 302, 400)


@pytest.mark.parametrize("pk", ["x", HUGE, "-1"])
@pytest.mark.parametrize("model", MODELS)
def test_a_row_that_does_not_exist_leads_back(admin_client, model, pk):
    page = path(model, f"{pk}/change/")
    assert admin_client.get(page).status_code == 302


@pytest.mark.parametrize(
    ("model", "word"),
    [
        ("source", "हिन्द"),
        ("source", "हिंद"),
        ("topic", "हिन्द"),
        ("entity", "हिन्द"),
        ("entity", "हिंद"),
    ],
)
def test_names_are_found_in_any_spelling(admin_client, model, word):
    Source.objects.create(name="हिंद नमूना")
    Topic.objects.create(name="हिन्द नमूना")
    builders.entity("नमूना महासागर", aliases=["हिंद नमूना"])
    assert "नमूना" in results(admin_client.get(path(model), {"q": word}))


def test_a_name_that_does_not_match_is_not_found(admin_client):
    Source.objects.create(name="हिंद नमूना")
    assert not results(admin_client.get(path("source"), {"q": "उदाहरण"}))


def results(answer):
    return " ".join(map(str, answer.context["cl"].result_list))


def test_a_list_asks_as_many_questions_for_many_rows_as_for_few(
    admin_client, django_assert_max_num_queries
):
    for number in range(30):
        place = builders.entity(f"गाँव {number}", aliases=[f"ग्राम {number}"])
        builders.article(f"समाचार {number}", source_name=f"पत्र {number}", entities=[place])
    for model in EDITED:
        with django_assert_max_num_queries(12):
            admin_client.get(path(model))


@pytest.mark.parametrize("model", ["source", "topic", "entity"])
def test_a_list_counts_articles_and_leads_to_them(admin_client, archive, model):
    page = admin_client.get(path(model))
    row = page.context["cl"].result_list[0]
    assert row.counted == 1
    parameter = page.context["cl"].model_admin.counted_parameter
    assert results(admin_client.get(path("article"), {parameter: row.pk})) == builders.TITLE


def test_rejected_entities_are_not_offered_for_articles(admin_client):
    builders.entity("सोनताल")
    builders.entity("सोनपुर", status="rejected")
    question = {"app_label": "articles", "model_name": "mention", "field_name": "entity"}
    answer = admin_client.get("/admin/autocomplete/", question | {"term": "सोन"})
    assert [row["text"] for row in answer.json()["results"]] == ["सोनताल"]


def test_the_title_of_the_admin_is_that_of_the_archive(admin_client):
    assert "समाचार संग्रह" in admin_client.get("/admin/").content.decode()


def test_a_source_with_articles_cannot_be_deleted(admin_client, archive):
    admin_client.post(path("source", f"{archive['source']}/delete/"), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": archive["source"], "post": "yes"}
    admin_client.post(path("source"), chosen)
    assert Source.objects.filter(pk=archive["source"]).exists()


def test_a_long_list_is_counted_no_further_than_its_pages(admin_client, monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 2)
    for number in range(3):
        builders.topic(f"विषय {number}")
    page = admin_client.get(path("topic"))
    assert page.context["cl"].result_count == 2
    assert "2 से ज़्यादा" in page.content.decode()
    assert "2 परिणाम" not in page.content.decode()
    assert "से ज़्यादा" not in admin_client.get(path("topic"), {"q": "विषय 1"}).content.decode()


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("2020", {"अक्टूबर", "दिसंबर"}),
        ("2020-12", {"दिसंबर"}),
        ("2021", {"जनवरी"}),
        ("none", {"कभी"}),
        ("2019-13", {"अक्टूबर", "दिसंबर", "जनवरी", "कभी"}),  # no month
    ],
)
def test_articles_are_listed_by_year_and_month(admin_client, period, found):
    days = {"अक्टूबर": "2020-10-07", "दिसंबर": "2020-12-31", "जनवरी": "2021-01-01", "कभी": None}
    for title, day in days.items():
        builders.article(title, published=day)
    shown = admin_client.get(path("article"), {"period": period}).context["cl"].result_list
    assert {article.title for article in shown} == found


@pytest.mark.parametrize(("order", "titles"), [("3", ["क", "ख"]), ("-3", ["ख", "क"])])
def test_articles_of_one_moment_follow_the_direction_of_the_list(admin_client, order, titles):
    for title in ("क", "ख"):
        builders.article(title, published="2020-10-07")
    shown = admin_client.get(path("article"), {"o": order}).context["cl"].result_list
    assert [article.title for article in shown] == titles


def test_browsers_are_told_the_icon_and_need_not_guess(client):
    assert 'rel="icon"' in client.get("/admin/login/").content.decode()
