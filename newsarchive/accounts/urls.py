"""The addresses of readers' accounts."""

from django.urls import path

from newsarchive.accounts import passwords, signing_up, views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("data.json", views.data, name="data"),
    path("delete", views.delete, name="delete"),
    path("email/<str:token>", views.email, name="email"),
    path("sign-in", views.SignIn.as_view(), name="sign_in"),
    path("sign-out", views.SignOut.as_view(), name="sign_out"),
    path("sign-up", signing_up.sign_up, name="sign_up"),
    path("join/<str:token>", signing_up.join, name="join"),
    path("password", passwords.Change.as_view(), name="password"),
    path("password/forgotten", passwords.Forgotten.as_view(), name="forgotten"),
    path("password/<uidb64>/<token>", passwords.Reset.as_view(), name="reset"),
]
