"""The way from an article back to its results and on to the next of them."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict

from articles.models import Article, Cluster
from search.filters import SearchFilter
from search.results import Results
from search.trail import trail
from tests.builders import article, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def of(made, address: str) -> dict:
    data = QueryDict(address)
    return trail(SearchFilter(data, queryset=Results()).qs, data, made)


def many(count: int) -> list[Article]:
    """Return articles in the order in which ``sort=oldest`` has them."""
    days = ((number // 28 + 1, number % 28 + 1) for number in range(count))
    made = [
        article(f"तालाब {number}", published=f"2020-{month:02}-{day:02}")
        for number, (month, day) in enumerate(days)
    ]
    return list(indexed(*made))


def copies(*articles: Article) -> None:
    cluster = Cluster.objects.create()
    Article.objects.filter(pk__in=[one.pk for one in articles]).update(cluster=cluster)


def place_of(neighbour) -> tuple[int, int] | None:
    """Return the article to which a neighbour leads, and the place that its address says."""
    if not neighbour:
        return None
    parts = urlsplit(neighbour.url)
    number = int(re.fullmatch(r"/articles/(\d+)/", parts.path).group(1))
    return number, int(parse_qs(parts.query)["pos"][0])


def beside(made, address: str) -> tuple:
    found = of(made, address)
    return place_of(found["previous"]), place_of(found["next"])


def test_an_article_that_came_from_no_results_has_no_way_back():
    (made,) = many(1)
    for address in ("", "pos=1", "q=तालाब", "q=तालाब&pos=0", "q=तालाब&pos=-1", "q=तालाब&pos=x"):
        assert of(made, address) == {}


@pytest.mark.parametrize("place", [1, 19, 20, 21, 40, 41, 45])
def test_the_neighbours_are_those_of_the_order_across_pages(place):
    made = many(45)
    number = place - 1
    before = (made[number - 1].pk, place - 1) if place > 1 else None
    after = (made[number + 1].pk, place + 1) if place < 45 else None
    assert beside(made[number], f"sort=oldest&pos={place}") == (before, after)


@pytest.mark.parametrize(
    ("place", "per", "page"),
    [(1, "", ""), (20, "", ""), (21, "", "2"), (45, "", "3"), (45, "50", "")],
)
def test_the_way_back_leads_to_the_card_on_its_page(client, place, per, page):
    made = many(45)
    back = of(made[place - 1], f"sort=oldest&per={per}&pos={place}")["back_url"]
    address, _, card = back.partition("#")
    assert QueryDict(urlsplit(address).query).get("page", "") == page
    html = client.get(address).content.decode()
    shown = html.partition(f'id="{card}"')[2]
    assert f"/articles/{made[place - 1].pk}/" in shown.partition("</a>")[0]


def test_copies_that_share_a_card_are_passed_by():
    made = many(6)
    copies(*made[1:4])
    assert beside(made[1], "sort=oldest&pos=2") == ((made[0].pk, 1), (made[4].pk, 5))
    assert beside(made[4], "sort=oldest&pos=5") == ((made[1].pk, 2), (made[5].pk, 6))


def test_a_copy_within_a_card_has_the_neighbours_of_the_card():
    made = many(6)
    copies(made[1], made[3])
    found = of(made[3], "sort=oldest&pos=4")
    assert (place_of(found["previous"]), place_of(found["next"])) == (
        (made[2].pk, 3),
        (made[4].pk, 5),
    )
    assert found["back_url"].endswith("#r2")


def test_a_story_that_stands_on_two_pages_is_met_on_both():
    made = many(25)
    copies(made[19], made[20], made[21])
    assert beside(made[19], "sort=oldest&pos=20") == ((made[18].pk, 19), (made[20].pk, 21))
    assert beside(made[20], "sort=oldest&pos=21") == ((made[19].pk, 20), (made[22].pk, 23))


def test_an_article_that_moved_in_its_results_is_found_near_its_old_place():
    made = many(5)
    found = of(made[3], "sort=oldest&pos=2")
    assert (found["position"], place_of(found["next"])) == (4, (made[4].pk, 5))


def test_a_place_after_the_last_one_is_the_last_one():
    made = many(3)
    stranger = article("नहर", body="पुल")
    found = of(stranger, "q=तालाब&sort=oldest&pos=900")
    assert (found["position"], found["total"]) == (3, 3)
    assert place_of(found["previous"]) == (made[1].pk, 2)


def test_results_that_are_gone_leave_the_way_back():
    (made,) = many(1)
    found = of(made, "q=बारहसिंगा&pos=7")
    assert (found["total"], found["previous"], found["next"]) == (0, None, None)
    assert found["back_url"].startswith("/search?q=")


def test_a_query_with_an_error_leaves_the_way_back():
    (made,) = many(1)
    assert set(of(made, "q=स्रोत:अनजाना&pos=1")) >= {"query", "back_url"}


def test_hidden_articles_are_passed_by():
    made = many(3)
    Article.objects.filter(pk=made[1].pk).update(status=Article.Status.HIDDEN)
    assert beside(made[0], "sort=oldest&pos=1")[1] == (made[2].pk, 3)


def test_the_head_of_the_page_names_the_neighbours(client):
    made = many(3)
    html = client.get(f"/articles/{made[1].pk}/?sort=oldest&pos=2").content.decode()
    head = html.partition("</head>")[0]
    assert f'<link rel="prev" href="/articles/{made[0].pk}/?' in head
    assert f'<link rel="next" href="/articles/{made[2].pk}/?' in head
    assert 'rel="next"' not in client.get(f"/articles/{made[1].pk}/").content.decode()
