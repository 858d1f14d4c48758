"""The pages on which tokens and calendar links are made and taken back, the page about the API, and the calendar itself."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeboard.api import about as described
from safeboard.api import access, feeds, forms, limits, listing, services
from safeboard.api.endpoints import api
from safeboard.api.problems import NOT_THERE, problem
from safeboard.boards.access import board_for
from safeboard.core.limits import TooMany, count_unknown
from safeboard.people.permissions import Permission

KEPT_APART = {
    "Cache-Control": "private, no-cache",
    "Content-Disposition": 'inline; filename="safeboard.ics"',
    "Referrer-Policy": "no-referrer",
}
"""Of a calendar: asked for anew each time, by its ETag, and its address is told to nobody."""

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def acts(request):
    """By whom and when, for a service."""
    return {"by": request.user, "at": timezone.now()}


@login_not_required
@require_safe
def about(request):
    context = described.about(api.get_openapi_schema())
    return render(request, "api/about.html", context | {"site": settings.SITE})


@csrf_exempt
@login_not_required
def nowhere(request, rest):
    return problem(404, NOT_THERE)


# --- Tokens ---


@read_or_send
def tokens(request):
    seats = list(access.own_seats(request.user))
    form = forms.TokenForm(request.POST if request.method == "POST" else None, seats=seats)
    made = form.is_valid() and made_token(request, form)
    context = {"form": forms.TokenForm(seats=seats) if made else form, "seats": seats, "made": made or None}
    context["tokens"] = listing.tokens_of(request.user, today=timezone.localdate())
    return render(request, "api/tokens.html", context, status=400 if context["form"].is_bound else 200)


def made_token(request, form):
    """(the token, its secret), or None. What was refused stands on the form.

    The answer to the POST shows the secret: nothing that could be asked for a second time holds it.
    """
    try:
        return services.make_token(form.cleaned_data["seat"], name=form.cleaned_data["name"], **acts(request))
    except ValidationError as refused:
        form.add_error("name", refused)
        return None


@require_POST
def revoke_token(request, pk):
    found = access.token_for(request.user, pk)
    if services.revoke_token(found, **acts(request)):
        messages.success(request, f"The token “{found}” lets nobody in any more.")
    else:
        messages.warning(request, f"The token “{found}” was revoked before. Nothing was done again.")
    own = found.seat.user_id == request.user.pk
    return redirect("api:tokens") if own else redirect("api:board_tokens", found.seat.board.slug)


@require_safe
def board_tokens(request, slug):
    board = board_for(request.user, slug, Permission.KEEP_SEATS)
    found = listing.tokens_on(board, today=timezone.localdate())
    return render(request, "api/board_tokens.html", {"board": board, "tokens": found})


# --- Calendars ---


@read_or_send
def calendar(request):
    boards = listing.boards_to_choose(request.user)
    form = forms.CalendarForm(request.POST if request.method == "POST" else None, boards=boards)
    context = {"form": form, "boards": boards}
    if form.is_valid():
        board = form.cleaned_data["board"]
        feed, secret = services.make_feed(user=request.user, board=board, **acts(request))
        address = settings.SITE + reverse("api:feed", args=[secret])
        context |= {"made": feed, "address": address, "form": forms.CalendarForm(boards=boards)}
    context["feeds"] = listing.feeds_of(request.user)
    return render(request, "api/calendar.html", context, status=400 if context["form"].is_bound else 200)


@require_POST
def revoke_calendar(request, pk):
    found = access.feed_for(request.user, pk)
    if services.revoke_feed(found, **acts(request)):
        messages.success(request, "The calendar link shows nothing any more.")
    else:
        messages.warning(request, "The calendar link was revoked before. Nothing was done again.")
    return redirect("api:calendar")


@login_not_required
@require_safe
def feed(request, secret):
    try:
        found = opened(request, secret)
    except TooMany as many:
        headers = {"Retry-After": str(many.wait)}
        return HttpResponse(str(many), status=429, content_type="text/plain; charset=utf-8", headers=headers)
    day = timezone.localdate()
    services.note_reading(found, day=day)
    data, etag = feeds.calendar_of(found, day=day)
    response = HttpResponse(
        data, content_type="text/calendar; charset=utf-8", headers=KEPT_APART | {"ETag": etag}
    )
    return get_conditional_response(request, etag=etag, response=response)


def opened(request, secret):
    """The calendar of this address. Raises Http404, TooMany."""
    try:
        found = access.feed_with(secret)
    except Http404:
        count_unknown(request)
        raise
    limits.count_reading(found)
    return found
