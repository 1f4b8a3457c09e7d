"""The dates of a search in words, and the links between a span and those around it."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import timezone, translation

from articles.hindi.dates import parse_period
from search.filters import SearchFilter
from search.results import Results
from search.spans import crumbs, date_errors, echo, quick_ranges, span_label, usual_spans
from search.state import QueryState


def day(text):
    return date.fromisoformat(text) if text else None


def state(address):
    return QueryState.of(QueryDict(address))


@pytest.mark.parametrize(
    "first, last, label",
    [
        ("", "", ""),
        ("2020-01-01", "2020-12-31", "2020"),
        ("2018-01-01", "2023-12-31", "2018–2023"),
        ("2020-10-01", "2020-10-31", "अक्टूबर 2020"),
        ("2020-03-01", "2020-05-31", "मार्च–मई 2020"),
        ("2020-10-01", "2021-03-31", "अक्टूबर 2020–मार्च 2021"),
        ("2020-10-07", "2020-10-07", "7 अक्टूबर 2020"),
        ("2020-10-07", "2020-10-09", "7–9 अक्टूबर 2020"),
        ("2020-10-07", "2020-11-09", "7 अक्टूबर–9 नवंबर 2020"),
        ("2020-10-07", "2021-01-09", "7 अक्टूबर 2020–9 जनवरी 2021"),
        ("2018-01-01", "", "2018 से"),
        ("2018-10-01", "", "अक्टूबर 2018 से"),
        ("2018-10-07", "", "7 अक्टूबर 2018 से"),
        ("", "2023-12-31", "2023 तक"),
        ("2020-01-01", "2018-12-31", "2020–2018"),
    ],
)
def test_a_span_is_written_in_the_largest_whole_units(first, last, label):
    assert span_label(day(first), day(last)) == label


@pytest.mark.parametrize(
    "typed, understood",
    [
        ("2019", "2019"),
        ("2020-10", "अक्टूबर 2020"),
        ("०७-१०-२०२०", "7 अक्टूबर 2020"),
        ("october 2020", "अक्टूबर 2020"),
        ("कभी", "कभी"),
        ("", ""),
    ],
)
def test_a_typed_date_is_echoed_as_it_was_understood(typed, understood):
    assert echo(typed) == understood


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("typed", ["2019", "2020-02", "29-2-2020"])
def test_what_is_echoed_is_understood_as_the_same_again(typed, language):
    with translation.override(language):
        assert parse_period(echo(typed)) == parse_period(typed)


@pytest.mark.parametrize(
    "first, last, trail",
    [
        ("", "", []),
        ("2020-01-01", "2020-12-31", ["पूरा संग्रह", "2020"]),
        ("2020-10-01", "2020-10-31", ["पूरा संग्रह", "2020", "अक्टूबर 2020"]),
        (
            "2020-10-07",
            "2020-10-07",
            ["पूरा संग्रह", "2020", "अक्टूबर 2020", "7 अक्टूबर 2020"],
        ),
        ("2020-03-01", "2020-05-31", ["पूरा संग्रह", "2020", "मार्च–मई 2020"]),
        ("2018-01-01", "2023-12-31", ["पूरा संग्रह", "2018–2023"]),
        ("2018-01-01", "", ["पूरा संग्रह", "2018 से"]),
        ("2020-01-01", "2018-12-31", ["पूरा संग्रह", "2020–2018"]),
    ],
)
def test_the_way_back_up_goes_by_month_and_year(first, last, trail):
    links = crumbs(state("q=जल"), day(first), day(last))
    assert [link.label for link in links] == trail
    assert [link.label for link in links if not link.url] == trail[-1:]


def test_each_step_up_is_a_wider_span_of_the_same_search():
    links = crumbs(
        state("q=a&source=b&from=2020-10&to=2020-10"), date(2020, 10, 1), date(2020, 10, 31)
    )
    assert state(links[0].url.partition("?")[2]) == state("q=a&source=b")
    wider = state(links[1].url.partition("?")[2])
    assert (wider.get("from"), wider.get("to"), wider.get("source")) == ("2020", "2020", "b")


class TestQuickRanges:
    def labels(self, *found):
        return [link.label for link in quick_ranges(state(""), (None, None), found or None)]

    def test_those_in_which_nothing_was_found_are_left_away(self):
        assert self.labels() == []
        assert self.labels(date(2003, 1, 1), date(2009, 1, 1)) == []
        assert self.labels(date(2003, 1, 1), date(2015, 1, 1)) == ["2000–2009", "2010–2019"]

    def test_an_archive_of_today_has_the_last_days_and_years(self):
        today = timezone.localdate()
        assert self.labels(today, today) == ["पिछले 7 दिन", "पिछले 30 दिन", "इस साल"]

    @pytest.mark.parametrize("number, days", [(0, 7), (1, 30)])
    def test_the_last_days_are_as_many_as_the_label_says(self, number, days):
        label, first, last = usual_spans()[number]
        assert str(days) in label and (last - first).days + 1 == days

    def test_the_chosen_one_is_marked(self):
        chosen = date(2010, 1, 1), date(2019, 12, 31)
        links = quick_ranges(state(""), chosen, (date(2003, 1, 1), date(2015, 1, 1)))
        assert [link.selected for link in links] == [False, True]

    def test_the_ends_of_the_calendar_do_no_harm(self):
        assert self.labels(date.min, date.max)


@pytest.mark.parametrize(
    "address, number",
    [("", 0), ("from=2019", 0), ("from=कभी", 1), ("from=कभी&to=कहीं", 2), ("from=2020&to=2019", 1)],
)
def test_each_wrong_date_has_its_sentence(address, number):
    assert len(date_errors(SearchFilter(QueryDict(address), queryset=Results()))) == number
