"""Addresses of access. Of allauth's own pages only those that someone here needs."""

from allauth.account import views as account
from allauth.socialaccount import views as organisation
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import include, path, re_path

from baken.access import token_views, views

own = [
    path("inloggen/", views.sign_in, name="sign_in"),
    path("inloggen/als/<uuid:user_id>/", views.persona, name="persona"),
    path("account/uitloggen/", views.sign_out, name="sign_out"),
    path("account/wissel/", views.switch, name="switch"),
    path("account/tweede-stap/", views.second_step, name="second_step"),
    path("account/geen-taak/", views.no_task, name="no_task"),
    path("account/sessies/", views.sessions, name="sessions"),
    path("uitnodiging/<str:token>/", views.accept, name="accept"),
    path("werk/collegas/", views.colleagues, name="colleagues"),
    path("werk/collegas/<uuid:assignment_id>/einde/", views.end_assignment, name="end_assignment"),
    path("werk/partners/", views.partners, name="partners"),
    path("werk/partners/<uuid:agreement_id>/einde/", views.end_agreement, name="end_agreement"),
    path("werk/koppelingen/", token_views.tokens, name="tokens"),
    path("werk/koppelingen/<uuid:token_id>/einde/", token_views.end, name="end_token"),
    path("werk/doelen/", views.purposes, name="purposes"),
]
# What allauth looks up by name, but nobody may use: people are invited, addresses are fixed.
CLOSED = (
    "account_signup", "account_email", "account_email_verification_sent", "account_set_password",
    "socialaccount_signup", "socialaccount_connections",
)  # fmt: skip
door = [
    path("login/", account.login, name="account_login"),
    path("logout/", views.sign_out, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path(
        "organisatie/geannuleerd/",
        organisation.login_cancelled,
        name="socialaccount_login_cancelled",
    ),
    path("organisatie/fout/", organisation.login_error, name="socialaccount_login_error"),
    path("oidc/<slug:provider_id>/login/", views.organisation, name="openid_connect_login"),
    path(
        "oidc/<slug:provider_id>/login/callback/",
        openid_connect.callback,
        name="openid_connect_callback",
    ),
]
door += [path(f"dicht/{name}/", views.closed, name=name) for name in CLOSED]
urlpatterns = [
    path("", include((own, "access"))),
    path("account/", include(door)),
]
