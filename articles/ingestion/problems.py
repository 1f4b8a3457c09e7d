"""The kinds of problems that ingestion meets, with their names for the admin."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    # files
    "missing": _("फ़ाइल नहीं मिली"),
    "unreadable": _("फ़ाइल पढ़ी नहीं जा सकी"),
    "empty": _("फ़ाइल ख़ाली है"),
    "binary": _("पाठ की फ़ाइल नहीं"),
    "not_utf8": _("UTF-8 में नहीं"),
    "too_large": _("बहुत बड़ी"),
    "unknown_format": _("अनजाना प्रारूप"),
    # records
    "bad_json": _("JSON ग़लत है"),
    "not_an_object": _("JSON ऑब्जेक्ट नहीं"),
    "bad_html": _("HTML ग़लत है"),
    "no_title": _("शीर्षक नहीं"),
    "no_body": _("पाठ नहीं"),
    # facts of a record
    "bad_field": _("खाने का मान ग़लत है"),
    "bad_characters": _("टूटे अक्षर"),
    "bad_date": _("तारीख़ समझ में नहीं आई"),
    "bad_url": _("पता ग़लत है"),
    "too_long": _("बहुत लंबा"),
    # storing
    "refused": _("डेटाबेस ने नहीं लिया"),
}
