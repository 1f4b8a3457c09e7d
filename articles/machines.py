"""Articles for programs, beside their pages."""

from django.http import HttpResponse, JsonResponse

from articles import gone, twins
from articles.caching import revalidated
from articles.methods import read_only


@read_only
@revalidated
def article_json(request, pk):
    answer = twins.as_dict(gone.published(pk))
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


@read_only
@revalidated
def article_text(request, pk):
    article = gone.published(pk)
    address = request.build_absolute_uri(article.get_absolute_url())
    text = twins.as_text(article, address)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
