"""The addresses of articles and of what they are filed under."""

from django.urls import path, re_path

from articles import machines, views

app_name = "articles"
urlpatterns = [
    path("", views.home, name="home"),
    path("articles/<int:pk>/", views.article, name="article"),
    re_path(
        r"^articles/(?P<pk>[0-9]{1,18})\.(?P<suffix>bib|ris|csl\.json)$",
        views.citation,
        name="citation",
    ),
    path("articles/<int:pk>.json", machines.article_json, name="article_json"),
    path("articles/<int:pk>.txt", machines.article_text, name="article_text"),
    path("articles/<int:pk>/revisions/<int:number>/", views.revision, name="revision"),
    path("articles/<int:pk>/compare/<int:other>/", views.compare, name="compare"),
    path("entities/<str:slug>/", views.entity, name="entity"),
    path("entities/<str:slug>/feed", views.entity_feed, name="entity_feed"),
    path("sources/<str:slug>/", views.source, name="source"),
    path("sources/<str:slug>/feed", views.source_feed, name="source_feed"),
    path("topics/", views.topics, name="topics"),
    path("topics/<str:slug>/", views.topic, name="topic"),
    path("topics/<str:slug>/feed", views.topic_feed, name="topic_feed"),
]
