"""The table of aliases: other names and spellings, also of inflected words."""

import pytest

from articles.hindi.aliases import Aliases, shipped

TABLE = Aliases(
    [
        ["टमटर", "टामटर", "tomtor"],
        ["झमेला", "झमैला"],
        ["पगडंडी", "पगडण्डी", "पगदंडी"],
        ["नगर पालिका", "नपा", "नगरपालिका"],
    ]
)


class TestOthers:
    def test_every_form_leads_to_the_others(self):
        assert TABLE.others(("tomtor",)) == [("टमटर",), ("टामटर",)]

    def test_names_of_several_words_too(self):
        assert ("नपा",) in TABLE.others(("नगर", "पालिका"))

    def test_what_is_not_in_the_table_has_none(self):
        assert TABLE.others(("सोनताल",)) == []
        assert TABLE.others(("नगर", "सोनताल")) == []


class TestInflected:
    @pytest.mark.parametrize(
        "form, others",
        [
            ("टमटरों", ["टामटरों"]),
            ("टामटरी", ["टमटरी"]),
            ("झमेले", ["झमैले"]),
            ("झमेलों", ["झमैलों"]),
            ("पगडंडियों", ["पगदंडियों"]),
            ("पगडंडियां", ["पगदंडियां"]),
        ],
    )
    def test_an_inflected_form_has_the_other_spellings(self, form, others):
        assert TABLE.others((form,)) == [(other,) for other in others]

    @pytest.mark.parametrize("form", ["नपाओं", "टमटरपन", "ों", "ी", "tomtoren"])
    def test_other_names_are_not_inflected(self, form):
        assert TABLE.others((form,)) == []

    @pytest.mark.parametrize(
        "form, other",
        [("डाक्टरों", "डोक्टरों"), ("अक्तूबरी", "अक्टूबरी")],
    )
    def test_so_it_is_with_the_table_shipped(self, form, other):
        assert (other,) in shipped().others((form,))
