"""The addresses of search."""

from django.urls import path

from articles.export import FORMATS
from search import exports, feeds, opensearch, views
from search.bulk import views as bulk
from search.trends import views as trends

app_name = "search"
urlpatterns = [
    path("search", views.search, name="search"),
    path("search.json", views.search_json, name="search_json"),
    path("search.atom", feeds.feed, name="feed"),
    path("trends", trends.trends, name="trends"),
    path("trends.csv", trends.trends_csv, name="trends_csv"),
    path("trends.json", trends.trends_json, name="trends_json"),
    path("trends.svg", trends.trends_svg, name="trends_svg"),
    path("trends.png", trends.trends_png, name="trends_png"),
    *(
        path(f"search.{name}", exports.export, {"name": name}, name=f"search_{name}")
        for name in FORMATS
    ),
    path("opensearch.xml", opensearch.description, name="opensearch"),
    path("suggestions.json", opensearch.suggestions, name="bar_suggestions"),
    path("suggest.json", views.suggest_json, name="suggest"),
    path("help", views.help_page, name="help"),
    path("bulk", bulk.bulk, name="bulk"),
    path("bulk/<slug:key>/", bulk.bulk_list, name="bulk_list"),
    path("bulk/<slug:key>/progress.json", bulk.bulk_progress, name="bulk_progress"),
    path("bulk/<slug:key>/table.csv", bulk.bulk_table, name="bulk_table"),
]
