"""The form of an article."""

from datetime import datetime, time

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.hindi.dates import FIRST_YEAR, LAST_YEAR
from articles.hindi.tokens import fold_words
from articles.ingestion.addresses import is_address
from articles.models import Article


class ArticleForm(forms.ModelForm):
    """An article's facts, of which the time and its precision must agree."""

    class Meta:
        widgets = {
            "title": AdminTextareaWidget(attrs={"rows": 2}),
            "lead": AdminTextareaWidget(attrs={"rows": 3}),
            "body": AdminTextareaWidget(attrs={"rows": 24}),
        }

    def clean_body(self):
        if not fold_words(self.cleaned_data["body"]):
            raise ValidationError(_("पाठ में एक भी शब्द नहीं है।"))
        return self.cleaned_data["body"]

    def clean_url(self):
        url = self.cleaned_data["url"]
        if url and not is_address(url):
            raise ValidationError(_("पता http:// या https:// से शुरू होना चाहिए।"))
        return url

    def clean(self):
        cleaned = super().clean()
        if {"published_at", "precision"} <= cleaned.keys():
            field, fault = self.fault_of_time(cleaned["published_at"], cleaned["precision"])
            if fault:
                self.add_error(field, fault)
            else:
                self.set_time(cleaned)
        return cleaned

    def fault_of_time(self, moment, precision):
        """Return the field to be mended and a sentence, or two empty strings."""
        if precision and not moment:
            fault = _("समय की बारीकी चुनी है पर तारीख़ नहीं; तारीख़ दें या बारीकी “पता नहीं” रखें।")
            return "published_at", fault
        if moment and not precision:
            return "precision", _("तारीख़ दी है; चुनें कि वह दिन तक सही है या मिनट तक।")
        if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            return "published_at", _("साल %(first)s से %(last)s के बीच होना चाहिए।") % years
        if precision == Article.Precision.MINUTE and not self["published_at"].data[1]:
            return "published_at", _("बारीकी मिनट की है, पर घड़ी का समय नहीं दिया।")
        return "", ""

    def set_time(self, cleaned):
        """A moment precise to the day is that day's midnight."""
        moment, precision = cleaned["published_at"], cleaned["precision"]
        if precision == Article.Precision.DAY:
            moment = timezone.make_aware(datetime.combine(moment.date(), time.min))
        cleaned["published_at"] = moment
        self.instance.set_published(moment, precision)
