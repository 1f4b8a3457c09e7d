"""The addresses of the archive."""

from django.contrib import admin
from django.urls import include, path

from newsarchive import crawlers, health, machines, metrics

urlpatterns = [
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.index, name="sitemaps"),
    path("sitemaps/<slug:name>.xml", crawlers.sitemap, name="sitemap"),
    path("openapi.yaml", machines.openapi, name="openapi"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("", include("articles.urls")),
    path("", include("search.urls")),
    path("account/", include("newsarchive.accounts.urls")),
    path("saved/", include("search.saved.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "newsarchive.trouble.bad_request"
handler403 = "newsarchive.trouble.denied"
handler404 = "newsarchive.trouble.not_found"
handler500 = "newsarchive.trouble.broken"
