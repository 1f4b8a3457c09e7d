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
    "bad_archive": _("संग्रह फ़ाइल टूटी है"),
    "archive_limits": _("संग्रह की सीमा पार"),
    "no_columns": _("तालिका में खाने नहीं मिले"),
    # addresses
    "forbidden_address": _("इस पते से लाना मना है"),
    "no_connection": _("संपर्क नहीं हुआ"),
    "timeout": _("समय पर उत्तर नहीं"),
    "http_status": _("सर्वर ने मना किया"),
    "redirects": _("पता कहीं और ले जाता है"),
    "robots": _("robots.txt में मना है"),
    "robots_unread": _("robots.txt पढ़ी नहीं जा सकी"),
    "bad_compression": _("संपीडित उत्तर टूटा है"),
    "bad_feed": _("फ़ीड ग़लत है"),
    "bad_charset": _("अक्षरों की कूट अनजानी"),
    "legacy_font": _("पुराने फ़ॉन्ट में लिखा"),
    "too_many": _("बाक़ी अगली बार"),
    # records
    "truncated": _("अधूरा"),
    "bad_record": _("WARC का अंश ग़लत है"),
    "bad_row": _("पंक्ति टूटी है"),
    "bad_json": _("JSON ग़लत है"),
    "not_an_object": _("JSON ऑब्जेक्ट नहीं"),
    "bad_html": _("HTML ग़लत है"),
    "no_title": _("शीर्षक नहीं"),
    "no_body": _("पाठ नहीं"),
    "not_hindi": _("हिन्दी में नहीं"),
    # facts of a record
    "bad_field": _("खाने का मान ग़लत है"),
    "bad_characters": _("टूटे अक्षर"),
    "bad_date": _("तारीख़ समझ में नहीं आई"),
    "bad_url": _("पता ग़लत है"),
    "too_long": _("बहुत लंबा"),
    "changed": _("फ़ाइल बदल गई"),
    # preparing and storing
    "killed": _("बीच में बंद हुआ"),
    "refused": _("डेटाबेस ने नहीं लिया"),
}
