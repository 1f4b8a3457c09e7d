import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.ingestion.web.charset import text_of
from articles.ingestion.web.failures import Unfetched

HINDI = "<p>नगर परिषद ने नई बस सेवा शुरू की।</p>"
ENGLISH = "<p>The café opened “again”.</p>"
KRUTI = "<font face='Kruti Dev 010'>uxj ifj'kn us u;h cl lsok 'kq: dh</font>"


@pytest.mark.parametrize(
    ("data", "header"),
    [
        (HINDI.encode(), "text/html; charset=utf-8"),
        (HINDI.encode(), "text/html"),
        (HINDI.encode(), ""),
        (HINDI.encode(), "text/html; charset=iso-8859-1"),  # as many servers say of all pages
        (HINDI.encode(), "text/html; charset=nonsense"),
        (HINDI.encode("utf-8-sig"), "text/html; charset=windows-1252"),
        (HINDI.encode("utf-16"), "text/html"),
        (b"\xfe\xff" + HINDI.encode("utf-16-be"), ""),
        (HINDI.encode("utf-16-le"), "text/html; charset=UTF-16LE"),
        (HINDI.encode("utf-16-be"), "text/html; charset=utf-16be"),
        (HINDI.replace(">न", ">\x00न").encode(), ""),
    ],
)
def test_hindi_is_read_whatever_is_said_of_it(data, header):
    assert text_of(data, header) == HINDI


def test_latin_pages_are_read_by_header_or_by_what_they_say_themselves():
    data = ENGLISH.encode("cp1252")
    assert text_of(data, "text/html; charset=ISO-8859-1") == ENGLISH
    own = b"<meta charset='windows-1252'>"
    assert text_of(own + data, "text/html") == own.decode() + ENGLISH


def test_hindi_in_numbers_is_hindi_in_any_encoding():
    data = b"caf\xe9 &#2361;&#2367;&#2306;&#2342;&#2368; <font face='Kruti Dev'>"
    assert "&#2361;" in text_of(data, "text/html; charset=latin-1")


def test_a_few_broken_bytes_do_no_harm():
    text = text_of((HINDI * 100).encode() + "क".encode()[:2], "text/html; charset=utf-8")
    assert text.startswith(HINDI) and text.endswith("\ufffd")


@pytest.mark.parametrize(
    ("data", "header", "kind"),
    [
        (b"\xa4\xb3\xa4\xf3" * 50, "text/html; charset=euc-jp", "bad_charset"),
        (b"\xff" * 100, "text/html; charset=utf-8", "bad_charset"),
        (b"\xff" * 100, "", "bad_charset"),
        (b"\xff" * 100, "text/html; charset=zlib", "bad_charset"),
        (KRUTI.encode(), "text/html; charset=utf-8", "legacy_font"),
        (KRUTI.encode() + b"\xe9", "text/html; charset=windows-1252", "legacy_font"),
        (b"<style>p {font-family: 'Shusha', Arial}</style><p>namaskar</p>", "", "legacy_font"),
        (HINDI.encode().decode("latin-1").encode(), "text/html", "legacy_font"),
    ],
)
def test_what_would_be_garbage_is_told(data, header, kind):
    with pytest.raises(Unfetched) as caught:
        text_of(data, header)
    assert caught.value.kind == kind


@given(st.binary(max_size=300), st.text(max_size=60))
def test_any_bytes_are_borne(data, header):
    try:
        assert "\x00" not in text_of(data, header)
    except Unfetched as failure:
        assert failure.kind in ("bad_charset", "legacy_font")
