from pathlib import Path

import pytest

from articles.hindi.dates import parse_moment
from articles.ingestion.readers import text_page
from tests.builders import file_member, without_boilerplate

DATA = Path(__file__).parents[2] / "data"
PROSE = "तालाब की सफ़ाई सोमवार को पूरी हुई।"
MORE = "अब गाँव के लोग फिर नाव चला सकेंगे।"


@pytest.fixture
def read(tmp_path):
    def read(text):
        path = tmp_path / "page.txt"
        path.write_text(text, encoding="utf-8")
        (article,) = text_page.read(file_member(path))
        assert article.original == text
        return without_boilerplate(article)

    return read


def page(*blocks):
    return "\n\n".join(blocks)


def facts(article):
    return article.source, article.published, article.author, article.lead


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("नमूना समाचार\n7 अक्टूबर 2020", ("नमूना समाचार", "7 अक्टूबर 2020", "", "")),
        ("7 अक्टूबर 2020\nनमूना समाचार", ("नमूना समाचार", "7 अक्टूबर 2020", "", "")),
        ("7 अक्टूबर 2020\n\nनमूना समाचार", ("नमूना समाचार", "7 अक्टूबर 2020", "", "")),
        ("7 अक्टूबर 2020", ("", "7 अक्टूबर 2020", "", "")),
        (
            "नमूना समाचार | कविता राय | Updated: 07 Oct 2020, 03:57 PM IST",
            ("नमूना समाचार", "Updated: 07 Oct 2020, 03:57 PM IST", "कविता राय", ""),
        ),
        (
            "नमूना समाचार\nकविता राय\nबुधवार, 7 अक्टूबर 2020 (15:57 IST)",
            ("नमूना समाचार", "बुधवार, 7 अक्टूबर 2020 (15:57 IST)", "कविता राय", ""),
        ),
        (
            "नमूना समाचार\n7 अक्टूबर 2020\nकविता राय",
            ("नमूना समाचार", "7 अक्टूबर 2020", "कविता राय", ""),
        ),
        (
            "By कविता राय\nनमूना समाचार\n7 अक्टूबर 2020",
            ("नमूना समाचार", "7 अक्टूबर 2020", "कविता राय", ""),
        ),
        (
            "दो साल बाद फिर भरेगा पानी और चलेगी नाव\n\nनमूना समाचार\n7 अक्टूबर 2020",
            (
                "नमूना समाचार",
                "7 अक्टूबर 2020",
                "",
                "दो साल बाद फिर भरेगा पानी और चलेगी नाव",
            ),
        ),
        ("स्रोत: नमूना समाचार", ("नमूना समाचार", "", "", "")),
    ],
)
def test_the_head_tells_source_and_date_in_any_order(read, head, expected):
    article = read(page("तालाब फिर भरा", head, PROSE, MORE))
    assert facts(article) == expected
    assert article.title == "तालाब फिर भरा"
    assert article.body == page(PROSE, MORE)


def test_the_body_may_follow_the_date_at_once(read):
    article = read(f"तालाब फिर भरा\n\nनमूना समाचार\n7 अक्टूबर 2020\n{PROSE}\n \n{MORE}\n")
    assert article.body == page(PROSE, MORE)


def test_without_a_date_a_short_line_is_no_source(read):
    article = read(page("तालाब फिर भरा", "लोगों में खुशी", PROSE))
    assert facts(article) == ("", "", "", "")
    assert article.body == page("लोगों में खुशी", PROSE)


def test_a_sentence_with_a_date_is_no_head(read):
    article = read(page("तालाब फिर भरा", "यह काम 7 अक्टूबर 2020 को पूरा हुआ।", MORE))
    assert article.published == ""
    assert article.body == page("यह काम 7 अक्टूबर 2020 को पूरा हुआ।", MORE)


def test_wrapped_lines_are_one_paragraph(read):
    article = read(f"तालाब फिर भरा\n\nतालाब की सफ़ाई\nसोमवार को पूरी हुई।\n{MORE}\n")
    assert article.body == page(PROSE, MORE)


@pytest.mark.parametrize(
    "mark",
    [
        "सम्बंधित जानकारी",
        "संबंधित जानकारी",
        "Show comments",
        "SHOW COMMENTS",
        "जरूर पढ़ें",
        "ज़रूर पढ़ें:",
        "नवीनतम",
        "अगला लेख",
        "यह भी पढ़ें",
        "सभी देखें",
        "Advertisement",
        "हमारे साथ जुड़ें",
    ],
)
def test_boilerplate_ends_the_article(read, mark):
    article = read(page("तालाब फिर भरा", PROSE, mark, "नदी पर बना नया पुल, आज खुलेगा"))
    assert article.body == PROSE


def test_a_mark_inside_a_sentence_is_no_boilerplate(read):
    body = "उन्होंने कहा कि नवीनतम आँकड़े अच्छे हैं।"
    assert read(page("तालाब फिर भरा", body, MORE)).body == page(body, MORE)


@pytest.mark.parametrize("mark", ["Advertisement", "यह भी पढ़ें", "विज्ञापन"])
def test_an_article_goes_on_after_an_interruption(read, mark):
    article = read(page("तालाब फिर भरा", PROSE, mark, "नदी पर बना नया पुल", MORE))
    assert article.body == page(PROSE, MORE)


def test_a_link_to_another_article_is_left_out(read):
    article = read(page("तालाब फिर भरा", PROSE, "यह भी पढ़ें: नदी पर बना पुल", MORE))
    assert article.body == page(PROSE, MORE)


def test_buttons_above_the_article_do_not_end_it(read):
    article = read(page("तालाब फिर भरा", "Share", PROSE, "Tags", "तालाब"))
    assert article.body == PROSE


def test_a_headline_over_links_only_has_no_body(read):
    article = read(page("तालाब फिर भरा", "सम्बंधित जानकारी", "नदी पर बना नया पुल", "अगला लेख"))
    assert article.body == ""


def test_nothing_but_prose_follows_the_agency_tag(read):
    tagged = f"{MORE} (भाषा)"
    assert read(page("तालाब फिर भरा", PROSE, tagged, "नदी पर नया पुल")).body == page(PROSE, tagged)
    assert read(page("तालाब फिर भरा", tagged, PROSE)).body == page(tagged, PROSE)


def test_the_sample_page_is_read():
    (article,) = text_page.read(file_member(DATA / "page.txt"))
    article = without_boilerplate(article)
    assert article.title.startswith("परकोटे के नीचे")
    assert article.source == "नमूना समाचार"
    assert parse_moment(article.published).precision == "minute"
    assert article.body.startswith("जयपुर।") and article.body.endswith("(भाषा)")
    assert article.body.count("\n\n") == 4


def test_the_plain_sample_page_is_read():
    (article,) = text_page.read(file_member(DATA / "page-plain.txt"))
    article = without_boilerplate(article)
    assert (article.source, article.published) == ("नमूना समाचार", "12 जून 2023")
    assert article.body.startswith("उदयपुर।") and article.body.count("\n\n") == 3


@pytest.mark.parametrize(
    "head",
    [
        "नमूना समाचार\nप्रकाशित: 7 अक्टूबर 2020, 15:57 IST\nअपडेट: 8 अक्टूबर 2020, 09:10 IST",
        "नमूना समाचार | Published: 7 Oct 2020, 15:57 | Updated: 8 Oct 2020, 09:10",
        "नमूना समाचार\nUpdated: 8 Oct 2020, 09:10 Published: 7 Oct 2020, 15:57",
    ],
)
def test_the_head_tells_when_the_article_was_changed(read, head):
    article = read(page("तालाब फिर भरा", head, PROSE, MORE))
    assert parse_moment(article.published) == parse_moment("2020-10-07T15:57")
    assert parse_moment(article.updated) == parse_moment("2020-10-08T09:10")
    assert (article.source, article.published_from) == ("नमूना समाचार", "visible")
    assert article.body == page(PROSE, MORE)
