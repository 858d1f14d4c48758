"""Where allauth asks us: nobody signs up, what it says is ours, secrets are sealed, and a sign-on vouches for its own only."""

import time

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from safeboard.people import sealing, sign_on
from safeboard.people.queries import person_called

CODE = "Enter the code as it stands in the e-mail or in the app. A code works once, and not for long."
PASSWORD = "Enter the e-mail address and password you were given. Passwords mind capital letters."
WAIT = "Too many tries. Wait a few minutes, then try again."
SAID = {
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app is not asked for any more.",
    "mfa/messages/webauthn_added.txt": "Your passkey is set up.",
    "mfa/messages/webauthn_removed.txt": "The passkey was removed.",
    "mfa/messages/recovery_codes_generated.txt": "You have new recovery codes. Older ones do not work.",
}
NOTICES = {
    "mfa/email/totp_activated": "An authenticator app was set up as second factor.",
    "mfa/email/totp_deactivated": "The authenticator app was removed as second factor.",
    "mfa/email/webauthn_added": "A passkey was added.",
    "mfa/email/webauthn_removed": "A passkey was removed.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made.",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": PASSWORD,
        "incorrect_password": "Enter your password as it is. Passwords mind capital letters.",
        "incorrect_code": CODE,
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request):
        return False

    def add_message(
        self, request, level, message_template=None, message_context=None, extra_tags="", message=None
    ):
        """Only what we have words for: "signed in" needs saying to nobody who sees the page behind it."""
        if words := message or SAID.get(message_template):
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def render_mail(self, template_prefix, email, context, headers=None):
        """Says what kind it is, so that the outbox keeps what is in it from everybody."""
        return super().render_mail(template_prefix, email, context, {"X-Safeboard-Kind": "sign-in"})

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        if words := NOTICES.get(template_prefix):
            self.send_mail("people/mail/notice", user.email, {"words": words, "at": timezone.now()})

    def pre_login(self, request, user, *, signal_kwargs=None, **kwargs):
        """People whose council has a sign-on come through it: an account closed there must not open here."""
        theirs = sign_on.for_address(user.email, settings.SIGN_ONS)
        if theirs and "sociallogin" not in (signal_kwargs or {}):
            clear_login(request)
            messages.info(request, f"Sign in with your e-mail address, through {theirs.name}.")
            return redirect("people:sign_in")
        return super().pre_login(request, user, signal_kwargs=signal_kwargs, **kwargs)

    def respond_user_inactive(self, request, user):
        return redirect("people:sign_in")

    def is_reauthentication_required(self, *, app, **kwargs):
        """Somebody who signed in a moment ago need not do so again."""
        records = get_authentication_records(self.request, self.request.user)
        last = max((record["at"] for record in records), default=0)
        return time.time() - last > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": "Use your password",
            "mfa_reauthenticate": "Use your authenticator app or a recovery code",
            "mfa_reauthenticate:webauthn": "Use your passkey",
        }
        return [
            {**method, "description": words[method["id"]]}
            for method in super().get_reauthentication_methods(user)
        ]


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": CODE,
        "other_key": "Your second factor was set up under another secret key of this Safeboard. "
        "Ask whoever runs it to remove it: safeboard removefactors.",
    }

    def encrypt(self, text):
        return sealing.encrypt(text)

    def decrypt(self, encrypted_text):
        try:
            return sealing.decrypt(encrypted_text)
        except sealing.NotOurs:
            raise self.validation_error("other_key") from None

    def build_totp_svg(self, url):
        """An element for the page itself: the content security policy lets no picture in as data."""
        return segno.make(url).svg_inline(
            scale=4,
            light="#fff",
            title="QR code for your authenticator app",
            svgclass="sb-qr",
            lineclass=None,
        )

    def generate_authenticator_name(self, user, type):
        return "Passkey"

    def _get_site_name(self):
        return "Safeboard"


class SignOnAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """Lets in whoever has an account here under an address of the sign-on's own domains that it says is verified."""
        theirs = next(each for each in settings.SIGN_ONS if each.id == sociallogin.provider.app.provider_id)
        data, account = sociallogin.account.extra_data, sociallogin.account
        account.extra_data = {}  # nothing of what it says about a person is kept
        if account.pk:
            account.save(update_fields=["extra_data"])
        claims = data.get("userinfo") or data.get("id_token") or {}
        if why := sign_on.refusal(theirs, claims, data.get("id_token")):
            self._refuse(request, theirs, why)
        person = person_called(claims["email"])
        if person is None:
            self._refuse(request, theirs, f"nobody here has the address {claims['email']}")
        if not sociallogin.is_existing:
            sociallogin.connect(request, person)
        elif sociallogin.user != person:
            self._refuse(request, theirs, "it is tied to somebody else here")

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        theirs = next(each for each in settings.SIGN_ONS if each.id == provider.app.provider_id)
        self._refuse(request, theirs, "signing in there was stopped, or took too long")

    def _refuse(self, request, theirs, why):
        page = render(request, "people/sign_on_refused.html", {"sign_on": theirs, "why": why}, status=403)
        raise ImmediateHttpResponse(page)
