"""The archive in the search bar of browsers: its description and suggestions (OpenSearch 1.1)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers

from articles.methods import read_only
from search import suggest
from search.views import SUGGESTIONS_KEPT

TYPE = "application/opensearchdescription+xml"
KEPT = 24 * 3600  # seconds; browsers ask for the description again by themselves


@read_only
def description(request: HttpRequest) -> HttpResponse:
    """How a browser searches here, in the language of the page from which it was added."""
    names = ("search:search", "search:search_json", "search:feed", "search:bar_suggestions")
    addresses = {
        name.partition(":")[2]: request.build_absolute_uri(reverse(name)) for name in names
    }
    context = addresses | {"base": request.build_absolute_uri("/")[:-1]}
    response = HttpResponse(render_to_string("search/opensearch.xml", context), content_type=TYPE)
    patch_cache_control(response, public=True, max_age=KEPT)
    patch_vary_headers(response, ["Cookie"])  # which holds the language
    return response


@read_only
def suggestions(request: HttpRequest) -> JsonResponse:
    """What may be meant, as search bars read it: the text, suggestions, notes, addresses."""
    answer = suggest.answer(request.GET.get("q", ""))
    items = [item for group in answer["groups"] for item in group["items"]]
    rows = (
        [item["text"] for item in items],
        [item["kind_label"] for item in items],
        [request.build_absolute_uri(item["url"]) for item in items],
    )
    response = JsonResponse(
        [answer["query"], *rows],
        safe=False,
        content_type="application/x-suggestions+json",
        json_dumps_params={"ensure_ascii": False},
    )
    patch_cache_control(response, public=True, max_age=SUGGESTIONS_KEPT)
    patch_vary_headers(response, ["Cookie"])
    return response
