"""Articles related to one."""

import pytest

from articles.models import Article, Cluster
from search.related import SHOWN, related
from tests.builders import article, entity, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
OTHERS = ("खेल", "बाज़ार", "संगीत", "रेल", "मौसम", "पुस्तक", "चिड़िया", "नाटक", "डाकघर", "मेला")


def others() -> list[Article]:
    """Return articles that have nothing in common, among which rare words are rare."""
    return [article(f"{word} की ख़बर", body=f"{word} के बारे में।") for word in OTHERS]


def titles(made: Article) -> list[str]:
    return [one.article.title for one in related(made)]


def lake(number: int = 0, **facts) -> Article:
    return article(f"बावड़ी में मरम्मत {number}", body="बावड़ी की सीढ़ियाँ साफ़ हुईं।", **facts)


def copies(*articles: Article) -> None:
    cluster = Cluster.objects.create()
    for one in articles:
        one.cluster = cluster
        one.save()


def test_what_shares_rare_words_is_related_and_nothing_else():
    made, other, *_ = indexed(lake(), lake(1), *others())
    assert titles(made) == [other.title]


def test_what_shares_a_name_is_related_and_says_so():
    name = entity("सोनताल")
    made, other, *_ = indexed(
        article("पहली बात", body="एक।", entities=[name]),
        article("और कुछ", body="दो।", entities=[name]),
        *others(),
    )
    (found,) = related(made)
    assert (found.article, found.shared) == (other, ["सोनताल"])


def test_words_of_the_headlines_are_the_reason_where_no_name_is_shared():
    made, *_ = indexed(lake(), lake(1), *others())
    assert related(made)[0].shared == ["बावड़ी", "मरम्मत"]


def test_frequent_words_are_no_reason(monkeypatch):
    monkeypatch.setattr("search.related.MOST_WITH_REASON", 2)
    indexed(article("मरम्मत हुई", body="सड़क।"), *others())
    made, *_ = indexed(lake(), lake(1))
    assert related(made)[0].shared == ["बावड़ी"]


def test_of_two_alike_the_nearer_in_time_comes_first():
    made, far, near, *_ = indexed(
        lake(published="2020-10-07"),
        lake(1, published="2012-01-01"),
        lake(2, published="2020-10-09"),
        *others(),
    )
    assert titles(made) == [near.title, far.title]


def test_its_own_copies_are_left_out_and_of_other_stories_one_is_enough():
    own = [lake(0), lake(1)]
    story = [lake(2), lake(3)]
    copies(*own)
    copies(*story)
    indexed(*own, *story, *others())
    assert len(titles(own[0])) == 1
    assert titles(own[0])[0] in [one.title for one in story]


def test_hidden_articles_are_left_out():
    made, hidden, *_ = indexed(lake(), lake(1), *others())
    Article.objects.filter(pk=hidden.pk).update(status=Article.Status.HIDDEN)
    assert titles(made) == []


def test_so_many_are_shown():
    made, *_ = indexed(*(lake(number) for number in range(15)), *others(), *others())
    assert len(titles(made)) == SHOWN


@pytest.mark.parametrize("facts", [{"published": None}, {"body": "।"}, {"lead": "बावड़ी"}])
def test_an_article_of_which_little_is_known_has_related_ones_all_the_same(facts):
    title = {"title": "बावड़ी में मरम्मत"}
    made, *_ = indexed(article(**title, **facts), lake(1), *others())
    assert len(titles(made)) == 1


def test_without_an_index_nothing_is_related():
    assert related(lake()) == []


def test_the_page_lists_them_with_source_and_reason(client):
    made, other, *_ = indexed(lake(), lake(1, source_name="मसौदा पत्रिका"), *others())
    html = client.get(made.get_absolute_url()).content.decode()
    section = html.partition('id="related-title"')[2].partition("</section>")[0]
    assert other.title in section and "मसौदा पत्रिका" in section
    assert "साझा:" in section and "बावड़ी, मरम्मत" in section
