"""Who is signed in, for how long, and with what. The clock is read in `now`, which tests replace."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import redirect
from django.utils.module_loading import import_string

from safeboard.people import limits
from safeboard.people.queries import has_second_factor
from safeboard.people.typing import forget_typed, keep_typed

LAST_PERSON = "safeboard_person"
NOTED_EVERY = 60  # seconds: a page should not cost a write
WITHOUT_SECOND_FACTOR = {
    "people:sign_out",
    "people:second_factor",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
}


def now() -> float:
    return time.time()


class SessionLimitsMiddleware:
    """Ends a session that was idle or has lasted long enough, and says why on the page that comes next."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.last_person = self._last_person(request)
        if request.user.is_authenticated:
            self._end_or_go_on(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            self._remember(request, response)
        return response

    def _end_or_go_on(self, request):
        session, at = request.session, now()
        since, seen = session.setdefault("signed_in_at", at), session.setdefault("seen_at", at)
        why = limits.why_over(
            now=at,
            since=since,
            seen=seen,
            idle=settings.SESSION_IDLE_SECONDS,
            longest=settings.SESSION_SECONDS,
        )
        if why:
            request.last_person = request.user.pk
            logout(request)
            messages.info(request, why)
        elif at - seen >= NOTED_EVERY:
            session["seen_at"] = at

    def _last_person(self, request):
        """Who was last signed in from this browser, by its cookie: what they typed is given to nobody else."""
        value = request.get_signed_cookie(LAST_PERSON, default="")
        return int(value) if value.isdigit() else None

    def _remember(self, request, response):
        if request.last_person != request.user.pk:
            response.set_signed_cookie(
                LAST_PERSON,
                request.user.pk,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
                max_age=settings.SESSION_SECONDS + 24 * 3600,  # longer than any session it must outlive
            )


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Django's own, which also keeps what was typed: a session that ended takes nobody's words away."""

    def handle_no_permission(self, request, view_func):
        if request.method == "POST":
            keep_typed(request, whose=request.last_person)
        return super().handle_no_permission(request, view_func)

    def process_response(self, request, response):
        if request.method == "POST" and response.status_code in (302, 303) and request.user.is_authenticated:
            forget_typed(request)
        return response


class SecondFactorMiddleware:
    """Sends whoever needs a second factor and has none to the page that sets one up, wherever they were going."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not settings.NEEDS_SECOND_FACTOR or not request.user.is_authenticated:
            return None
        if request.resolver_match.view_name in WITHOUT_SECOND_FACTOR or has_second_factor(request.user):
            return None
        if not import_string(settings.NEEDS_SECOND_FACTOR)(request.user):
            return None
        return redirect("people:second_factor")
