"""The pages of the archive that need no search."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from articles.models import Alias, Article, Entity, Mention, Revision, Source, Topic
from search import indexer

pytestmark = pytest.mark.django_db
numbers = itertools.count(1)
NOON = datetime(2021, 6, 14, 6, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    yield
    cache.clear()


def source(name="नमूना समाचार"):
    return Source.objects.filter(name=name).first() or Source.objects.create(name=name)


def make_article(moment=NOON, names=(), topics=(), **facts):
    number = next(numbers)
    facts = {"title": f"परीक्षण समाचार {number}", "body": "पहला अनुच्छेद।\n\nदूसरा।"} | facts
    made = Article(source=source(), identity=str(number), content_hash=str(number), **facts)
    made.set_published(moment, "minute" if moment else "")
    made.save()
    made.topics.set(topics)
    for entity in names:
        Mention.objects.create(article=made, entity=entity)
    return made


def hidden(**facts):
    return make_article(status=Article.Status.HIDDEN, **facts)


def make_entity(label="सोनताल", kind=Entity.Kind.PLACE, **facts):
    return Entity.objects.create(label=label, kind=kind, **facts)


def page(client, address, status=200, **data):
    response = client.get(address, data)
    assert response.status_code == status
    return response.content.decode()


class TestHome:
    def test_an_empty_archive_says_so_and_how_to_fill_it(self, client):
        html = page(client, "/")
        assert "संग्रह अभी ख़ाली है" in html
        assert "manage.py ingest" in html

    def test_the_first_article_shows_at_once(self, client):
        page(client, "/")
        made = make_article()
        html = page(client, "/")
        assert made.title in html
        assert "संग्रह अभी ख़ाली है" not in html

    def test_the_coverage_is_a_sentence(self, client):
        make_article()
        make_article(moment=NOON + timedelta(days=400))
        html = " ".join(page(client, "/").split())
        assert "जून 2021 से जुलाई 2022 तक के <b>2</b> समाचार, 1 स्रोत से" in html

    def test_an_archive_without_dates_has_no_span(self, client):
        make_article(moment=None)
        assert "<b>1</b> समाचार, 1 स्रोत से" in page(client, "/")

    def test_hidden_articles_stand_nowhere(self, client):
        make_article()
        made = hidden(title="छिपा हुआ शीर्षक", topics=[Topic.objects.create(name="छिपा विषय")])
        html = page(client, "/")
        assert made.title not in html
        assert "छिपा विषय" not in html

    def test_a_bar_leads_to_the_search_of_its_year(self, client):
        make_article()
        assert "/search?from=2021&amp;to=2021" in page(client, "/")

    def test_names_and_topics_are_counted(self, client):
        topic, entity = Topic.objects.create(name="पर्यावरण"), make_entity()
        for _ in range(3):
            make_article(names=[entity], topics=[topic])
        context = client.get("/").context
        assert [(one.item, one.count) for one in context["topics"]] == [(topic, 3)]
        ((_label, counted),) = context["names"]
        assert [(one.item, one.count) for one in counted] == [(entity, 3)]

    def test_it_asks_few_questions_of_the_database(
        self, client, index, django_assert_max_num_queries
    ):
        for _ in range(15):
            make_article(names=[make_entity(f"नाम {next(numbers)}")])
        indexer.update()
        with django_assert_max_num_queries(12):
            client.get("/")


class TestArticle:
    def test_it_shows_text_record_and_citations(self, client):
        made = make_article(byline="मालती अवस्थी", url="https://namuna.example/1")
        html = page(client, made.get_absolute_url())
        for text in (made.title, "<p>पहला अनुच्छेद।", "मालती अवस्थी", "14 जून 2021, 12:00"):
            assert text in html
        assert '<a href="https://namuna.example/1" rel="external noopener nofollow">' in html
        assert f"@article{{samachar-{made.pk}," in html
        assert "TY  - NEWS" in html

    def test_the_record_says_where_the_date_is_from_and_when_the_source_changed_it(self, client):
        later = NOON + timedelta(hours=2)
        made = make_article(published_from="meta", section="शहर", updated_by_source=later)
        html = page(client, made.get_absolute_url())
        for text in ("पन्ने का मेटा टैग", "14 जून 2021, 14:00", '<dd lang="hi">शहर</dd>'):
            assert text in html

    @pytest.mark.parametrize("later", [None, NOON])
    def test_a_change_that_is_none_is_not_shown(self, client, later):
        made = make_article(updated_by_source=later)
        assert "स्रोत ने बदला" not in page(client, made.get_absolute_url())

    def test_text_of_an_article_is_never_markup(self, client):
        made = make_article(title="<script>alert(1)</script>", body="<b>मोटा</b>")
        html = page(client, made.get_absolute_url())
        assert "<script>alert" not in html
        assert "&lt;b&gt;मोटा&lt;/b&gt;" in html

    def test_an_address_that_is_no_web_address_is_no_link(self, client):
        made = make_article(url="javascript:alert(1)")
        assert "javascript:" not in page(client, made.get_absolute_url())

    def test_a_hidden_article_is_gone(self, client):
        page(client, hidden().get_absolute_url(), status=410)

    @pytest.mark.parametrize("number", ["0", "999999999999999999999999", "9" * 5000, "क"])
    def test_a_number_that_no_article_has_is_not_found(self, client, number):
        page(client, f"/articles/{number}/", status=404)

    def test_names_are_grouped_and_rejected_ones_left_out(self, client):
        good = make_entity()
        bad = make_entity("ग़लत नाम", status=Entity.Status.REJECTED)
        html = page(client, make_article(names=[good, bad]).get_absolute_url())
        assert good.get_absolute_url() in html
        assert "ग़लत नाम" not in html

    def test_older_versions_can_be_read(self, client):
        made = make_article()
        Revision.objects.create(
            article=made, title="पहला शीर्षक", body="पहला पाठ", original="", content_hash="x"
        )
        html = page(client, made.get_absolute_url())
        assert "पहला शीर्षक" in html
        assert "पहला पाठ" in html

    def test_marks_can_be_switched_off_and_on(self, client):
        address = make_article().get_absolute_url()
        assert "mark=0" in page(client, address, q="अनुच्छेद")
        assert "चिह्न लगाएँ" in page(client, address, q="अनुच्छेद", mark="0")
        assert "mark=" not in page(client, address)

    @pytest.mark.parametrize("query", ["(", '"', "\0", "%", "ा", "*", "a" * 5000])
    def test_no_query_breaks_it(self, client, query):
        page(client, make_article().get_absolute_url(), q=query, pos="1", mark="क")


class TestRevision:
    """What changed between a text and the next one."""

    @pytest.fixture
    def changed(self):
        """An article that was changed twice."""
        made = make_article(title="नया तालाब", body="तालाब भरा। लोग ख़ुश हैं।")
        for day, body in ((1, "तालाब सूखा।"), (2, "तालाब भरा।")):
            Revision.objects.create(
                article=made,
                title="नया तालाब",
                body=body,
                original="",
                content_hash="x",
                replaced_at=NOON + timedelta(days=day),
            )
        return made

    def address(self, article, number=1):
        return reverse("articles:revision", args=[article.pk, number])

    def test_the_words_that_only_one_text_has_are_marked(self, client, changed):
        html = page(client, self.address(changed))
        assert "सूखा</del>" in html and "भरा</ins>" in html and "ख़ुश" not in html
        assert "15 जून 2021, 12:00 तक का पाठ" in html and "16 जून 2021, 12:00 तक का पाठ" in html

    def test_the_last_change_leads_to_the_text_of_now(self, client, changed):
        html = page(client, self.address(changed, 2))
        assert "ख़ुश" in html and "अब का पाठ" in html and "<del" not in html.split("<div")[-1]
        assert f'href="{self.address(changed, 1)}"' in html
        assert f'href="{self.address(changed, 3)}"' not in html

    def test_the_article_leads_to_each_change(self, client, changed):
        html = page(client, changed.get_absolute_url())
        assert html.index(self.address(changed, 2)) < html.index(self.address(changed, 1))

    @pytest.mark.parametrize("number", [0, 3, 10**30])
    def test_a_change_that_there_was_not_is_not_found(self, client, changed, number):
        page(client, self.address(changed, number), status=404)

    def test_changes_of_a_hidden_article_are_gone(self, client, changed):
        Article.objects.update(status=Article.Status.HIDDEN)
        page(client, self.address(changed), status=410)

    def test_texts_are_never_markup(self, client):
        made = make_article(body="<script>नया</script>")
        Revision.objects.create(article=made, title="<b>", body="<i>", original="", content_hash="")
        html = page(client, self.address(made))
        assert "<script>नया" not in html and "<i>" not in html


class TestEntity:
    def test_it_shows_names_counts_and_articles(self, client):
        entity = make_entity(roman="Sontal", description="एक झील।")
        Alias.objects.create(entity=entity, text="सोन ताल")
        made = make_article(names=[entity])
        html = page(client, entity.get_absolute_url())
        for text in ("सोनताल", "Sontal", "सोन ताल", "एक झील।", made.title):
            assert text in html
        assert f"/search?entity={entity.slug}&amp;from=2021-06&amp;to=2021-06" in html
        assert f'<input type="hidden" name="entity" value="{entity.slug}">' in html

    def test_a_rejected_entity_is_gone(self, client):
        entity = make_entity(status=Entity.Status.REJECTED)
        page(client, entity.get_absolute_url(), status=410)

    def test_one_that_no_article_names_reads_well(self, client):
        html = page(client, make_entity().get_absolute_url())
        assert "यहाँ अभी कोई समाचार नहीं है।" in html


class TestSourceAndTopic:
    def test_a_source_shows_its_articles(self, client):
        made = make_article()
        other = Article.objects.exclude(pk=made.pk)
        assert not other.exists()
        html = page(client, made.source.get_absolute_url())
        assert made.title in html
        assert 'name="source" value="नमूना समाचार"' in html

    def test_a_topic_shows_its_articles_alone(self, client):
        topic = Topic.objects.create(name="पर्यावरण")
        inside, outside = make_article(topics=[topic]), make_article(title="कुछ और ही")
        html = page(client, topic.get_absolute_url())
        assert inside.title in html
        assert outside.title not in html

    def test_topics_are_listed_with_their_counts(self, client):
        topic = Topic.objects.create(name="पर्यावरण")
        make_article(topics=[topic])
        assert topic.get_absolute_url() in page(client, reverse("articles:topics"))

    def test_no_topics_read_well(self, client):
        make_article()
        assert "अभी किसी समाचार का विषय दर्ज नहीं है।" in page(client, reverse("articles:topics"))

    @pytest.mark.parametrize("asked", ["0", "-3", "99", "क", "", "9" * 5000, "2.5"])
    def test_any_page_number_shows_a_page(self, client, asked):
        made = make_article()
        assert made.title in page(client, made.source.get_absolute_url(), page=asked)

    def test_long_lists_have_pages(self, client):
        for _ in range(21):
            made = make_article()
        address = made.source.get_absolute_url()
        assert 'rel="next"' in page(client, address)
        assert len(client.get(address, {"page": "2"}).context["page"].object_list) == 1


@pytest.mark.parametrize("kind", ["entities", "sources", "topics"])
@pytest.mark.parametrize("slug", ["%00", "नहीं", "x" * 3000, "%F0%9F", "..%2f"])
def test_a_name_that_is_not_there_is_not_found(client, kind, slug):
    assert "यह पन्ना नहीं मिला" in page(client, f"/{kind}/{slug}/", status=404)


def test_undated_articles_stand_last(client):
    undated, dated = make_article(moment=None), make_article()
    listed = client.get(dated.source.get_absolute_url()).context["page"].object_list
    assert list(listed) == [dated, undated]


@pytest.mark.parametrize(
    ("language", "text"), [("hi", "सभी समाचार"), ("en", "All articles"), ("xx", "सभी समाचार")]
)
def test_pages_speak_the_language_that_was_chosen(client, language, text):
    make_article()
    assert text in page(client, "/", ui=language)


def test_only_reading_is_allowed(client):
    assert client.post("/").status_code == 405


def test_pages_ask_no_other_site_and_hold_no_inline_code(client):
    made = make_article(names=[make_entity()])
    for address in ("/", made.get_absolute_url(), made.source.get_absolute_url()):
        html = page(client, address)
        assert 'style="' not in html
        assert "<script>" not in html
        assert 'src="http' not in html
