"""The addresses of saved searches."""

from django.urls import path

from search.saved import stopping, views

app_name = "saved"
urlpatterns = [
    path("", views.saved_list, name="list"),
    path("save", views.save, name="save"),
    path("seen", views.all_seen, name="seen"),
    path("<int:pk>/new", views.new_articles, name="new"),
    path("<int:pk>/change", views.change, name="change"),
    path("<int:pk>/delete", views.delete, name="delete"),
    path("stop/<str:token>", stopping.stop, name="stop"),
]
