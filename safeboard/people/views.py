"""The pages of signing in. Each is allauth's own, in our design: it decides, we say."""

from allauth.account import views as account
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from safeboard.people import forms, queries, sign_on
from safeboard.people.adapters import WAIT
from safeboard.people.leaving import start_sign_on


class Said:
    """A form that is refused is answered with 400, and with 429 where there were too many tries."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if response.status_code == 200:
            said = [words for errors in form.errors.values() for words in errors]
            response.status_code = 429 if WAIT in said else 400
        return response


class FromTheStart:
    """Whoever comes to a sign-in page begins anew, however far they had come before."""

    def _redirect_to_pending_stage(self, request, stage):
        if request.method == "POST":
            clear_login(request)


class SignIn(Said, FromTheStart, account.RequestLoginCodeView):
    form_class = forms.AddressForm
    template_name = "people/sign_in.html"

    def form_valid(self, form):
        theirs = sign_on.for_address(form.cleaned_data["email"], settings.SIGN_ONS)
        if theirs:
            return start_sign_on(self, form, theirs)
        return super().form_valid(form)


class SignInWithPassword(Said, FromTheStart, account.LoginView):
    form_class = forms.PasswordForm
    template_name = "people/sign_in_with_password.html"


@method_decorator(login_not_required, name="dispatch")
class EnterCode(Said, account.ConfirmLoginCodeView):
    form_class = forms.EmailCodeForm
    template_name = "people/enter_code.html"

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if getattr(self, "_process", True) is None:
            messages.info(request, "The code has run out. Ask for a new one.")
        return response


class SignOut(LogoutView):
    http_method_names = ["post", "options"]


class SignInSecondFactor(factor.AuthenticateView):
    form_class = forms.SecondFactorForm
    template_name = "people/sign_in_second_factor.html"

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 429 if WAIT in str(form.errors) else 400
        return response


class ConfirmPassword(Said, account.ReauthenticateView):
    form_class = forms.ConfirmPasswordForm
    template_name = "people/confirm_password.html"


class ConfirmCode(Said, factor.ReauthenticateView):
    form_class = forms.ConfirmCodeForm
    template_name = "people/confirm_code.html"


class ConfirmPasskey(passkey.ReauthenticateWebAuthnView):
    template_name = "people/confirm_passkey.html"


class SetUpApp(Said, app.ActivateTOTPView):
    form_class = forms.AppForm
    template_name = "people/set_up_app.html"


class RemoveApp(app.DeactivateTOTPView):
    template_name = "people/remove_app.html"


class AddPasskey(Said, passkey.AddWebAuthnView):
    form_class = forms.PasskeyForm
    template_name = "people/add_passkey.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | kwargs


class RemovePasskey(passkey.RemoveWebAuthnView):
    template_name = "people/remove_passkey.html"
    success_url = reverse_lazy("people:account")


class RecoveryCodes(recovery.ViewRecoveryCodesView):
    template_name = "people/recovery_codes.html"


class NewRecoveryCodes(Said, recovery.GenerateRecoveryCodesView):
    template_name = "people/new_recovery_codes.html"


@require_safe
def account_page(request):
    factors, has_codes = queries.second_factors_of(request.user)
    began, means = queries.how_signed_in(request)
    context = {"factors": factors, "has_codes": has_codes, "began": began, "means": means}
    return render(request, "people/account.html", context)


@require_safe
def second_factor(request):
    """The choice of a second factor; whoever must have one is sent here until they do."""
    return render(request, "people/second_factor.html", {"has_one": queries.has_second_factor(request.user)})
