import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.ingestion.addresses import canonical, is_address, site
from tests import builders


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("HTTPS://Namuna.Example/A", "https://namuna.example/A"),
        ("https://namuna.example", "https://namuna.example/"),
        ("http://namuna.example:80/a", "http://namuna.example/a"),
        ("https://namuna.example:443/a", "https://namuna.example/a"),
        ("https://namuna.example:8443/a", "https://namuna.example:8443/a"),
        ("https://namuna.example/a#top", "https://namuna.example/a"),
        ("https://namuna.example/#!/a/1", "https://namuna.example/#!/a/1"),
        ("https://namuna.example/a?utm_source=x&id=3&fbclid=1", "https://namuna.example/a?id=3"),
        ("https://namuna.example/a?gclid=1", "https://namuna.example/a"),
        ("https://namuna.example/a?UTM_Medium=1&b=2&a=1", "https://namuna.example/a?b=2&a=1"),
        ("https://namuna.example/%e0%a4%b8%e0%a5%8b%e0%a4%a8", "https://namuna.example/सोन"),
        ("https://namuna.example/a%2fb%20c", "https://namuna.example/a%2Fb%20c"),
        ("https://namuna.example/%E0%A4", "https://namuna.example/%E0%A4"),
        ("https://namuna.example/%e2%80%ae", "https://namuna.example/%E2%80%AE"),
        ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
        ("  https://namuna.example/a ", "https://namuna.example/a"),
    ],
)
def test_an_address_has_one_form(written, known):
    assert canonical(written) == known
    assert canonical(known) == known


@pytest.mark.parametrize(
    "text", ["", "पता", "ftp://namuna.example/a", "http://[::1", "http://h:x/"]
)
def test_what_is_no_address_of_the_web_stays_as_it_is(text):
    assert canonical(text) == text


@given(st.text())
def test_any_text_is_borne(text):
    for url in (text, f"https://namuna.example/{text}", f"http://{text}"):
        assert canonical(canonical(url)) == canonical(url)
        is_address(url), site(url)


@pytest.mark.parametrize(
    "url",
    ["https://www.namuna.example/a", "https://m.namuna.example/", "https://namuna.example:81"],
)
def test_twins_of_a_site_are_one(url):
    assert site(url) == "namuna.example"


@pytest.mark.parametrize(
    "url", ["https://a b.example/", "http:///a", "file:///a", "https://a\n.b/"]
)
def test_these_are_no_addresses(url):
    assert not is_address(url)


def test_a_record_is_known_by_the_form_of_its_address():
    assert builders.record(url="https://Namuna.example/a?utm_source=x").url == (
        "https://namuna.example/a"
    )
