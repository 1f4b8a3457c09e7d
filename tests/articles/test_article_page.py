"""What the page of an article shows beside its text."""

import pytest
from django.urls import reverse

from articles.article_page import context, topic_chips
from articles.models import Article, Mention
from tests.builders import article, entity, topic

pytestmark = pytest.mark.django_db


def html(client, made, **address) -> str:
    return client.get(made.get_absolute_url(), address).content.decode()


def names(count: int):
    return [entity(f"नाम {number}", kind="person") for number in range(count)]


def test_each_name_leads_to_its_page_and_to_a_search(client):
    (one,) = names(1)
    made = article()
    Mention.objects.create(article=made, entity=one, count=3)
    page = html(client, made)
    assert f'href="{one.get_absolute_url()}"' in page
    line = page.partition(f'href="{one.get_absolute_url()}"')[2].partition("</li>")[0]
    assert '<span class="count">3</span>' in line
    assert f'href="{reverse("search:search")}?entity=' in line
    assert f'aria-label="{one.label}: इस नाम के समाचारों में खोजें"' in line


@pytest.mark.parametrize(("count", "folded"), [(0, 0), (8, 0), (9, 1), (30, 22)])
def test_many_names_of_a_kind_are_folded(client, count, folded):
    page = html(client, article(entities=names(count)))
    rest = page.partition('<details class="rest">')[2].partition("</details>")[0]
    assert rest.count("<li>") == folded
    assert page.count('class="seek"') == count
    assert (f"{folded} और" in rest) is (folded > 0)


def test_topics_come_with_their_articles_and_a_search():
    made = article(topics=["जल"])
    article(topics=["जल"])
    ((shown, count, url),) = topic_chips(made.topics.all())
    assert (shown, count) == (topic("जल"), 2)
    assert url.startswith("/search?topic=")


@pytest.mark.parametrize("url", ["", "javascript:alert(1)"])
def test_an_article_without_an_original_page_says_so(client, url):
    assert "पता दर्ज नहीं" in html(client, article(url=url))


def test_the_lasting_address_is_written_whole(client):
    made = article()
    address = f"http://testserver{made.get_absolute_url()}"
    assert f'<dd><a href="{address}">' in html(client, made)


def test_references_are_those_of_the_address():
    shown = context(article(), "https://sangrah.example/articles/1/")
    assert "https://sangrah.example/articles/1/" in [part.text for part in shown["plain"]]
    assert [one.suffix for one in shown["references"]] == ["bib", "ris", "csl.json"]


class TestCitation:
    """References as files."""

    @pytest.mark.parametrize(
        ("suffix", "content_type", "beginning"),
        [
            ("bib", "application/x-bibtex", "@article{samachar-"),
            ("ris", "application/x-research-info-systems", "TY  - NEWS"),
            ("csl.json", "application/vnd.citationstyles.csl+json", "[\n"),
        ],
    )
    def test_a_reference_is_a_file_with_a_safe_name(self, client, suffix, content_type, beginning):
        made = article('तालाब"; filename="x\r\nभरे')
        response = client.get(f"/articles/{made.pk}.{suffix}")
        assert response.content.decode().startswith(beginning)
        assert response["Content-Type"] == f"{content_type}; charset=utf-8"
        expected = f'attachment; filename="samachar-{made.pk}.{suffix}"'
        assert response["Content-Disposition"] == expected
        assert response["X-Robots-Tag"] == "noindex"

    def test_it_has_the_whole_address_of_the_article(self, client):
        made = article()
        text = client.get(f"/articles/{made.pk}.ris").content.decode()
        assert f"UR  - http://testserver/articles/{made.pk}/" in text

    @pytest.mark.parametrize("end", ["0.bib", "9999999.ris", f"{'9' * 5000}.bib", "1.exe", "क.bib"])
    def test_what_there_is_not_is_not_found(self, client, end):
        assert client.get(f"/articles/{end}").status_code == 404

    def test_a_hidden_article_is_not_cited(self, client):
        made = article(status=Article.Status.HIDDEN)
        assert client.get(f"/articles/{made.pk}.bib").status_code == 410

    def test_the_page_leads_to_each(self, client):
        made = article()
        page = html(client, made)
        for suffix in ("bib", "ris", "csl.json"):
            assert f'href="/articles/{made.pk}.{suffix}"' in page
