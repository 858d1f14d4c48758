"""The addresses of allauth that we want, under the names by which it finds them. What is not here cannot be reached."""

from allauth.mfa.webauthn.views import login_webauthn
from allauth.socialaccount.providers.openid_connect.views import callback
from django.urls import path

from safeboard.people import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-in/", views.SignIn.as_view(), name="account_request_login_code"),
    path("sign-in/code/", views.EnterCode.as_view(), name="account_confirm_login_code"),
    path("sign-in/second-factor/", views.SignInSecondFactor.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/with/<slug:provider_id>/", callback, name="openid_connect_callback"),
    path("your-account/", views.account_page, name="mfa_index"),
    path("your-account/confirm/password/", views.ConfirmPassword.as_view(), name="account_reauthenticate"),
    path("your-account/confirm/code/", views.ConfirmCode.as_view(), name="mfa_reauthenticate"),
    path("your-account/confirm/passkey/", views.ConfirmPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("your-account/second-factor/app/", views.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("your-account/second-factor/app/remove/", views.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("your-account/second-factor/passkey/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "your-account/second-factor/passkey/<int:pk>/remove/",
        views.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "your-account/second-factor/recovery-codes/",
        views.RecoveryCodes.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        "your-account/second-factor/recovery-codes/new/",
        views.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]
