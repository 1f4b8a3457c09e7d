"""Articles for programs, beside their pages."""

from django.http import HttpResponse

from articles import gone, twins
from articles.answers import json
from articles.caching import revalidated
from articles.methods import read_only


@read_only
@revalidated
def article_json(request, pk):
    return json(twins.as_dict(gone.published(pk)))


@read_only
@revalidated
def article_text(request, pk):
    article = gone.published(pk)
    address = request.build_absolute_uri(article.get_absolute_url())
    text = twins.as_text(article, address)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
