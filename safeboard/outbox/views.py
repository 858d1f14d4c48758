from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages as notices
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from safeboard.boards.access import board_for
from safeboard.core.handing_out import list_file
from safeboard.history.queries import events_of
from safeboard.outbox import access, folder, lists, queries, services
from safeboard.outbox.forms import FilterForm
from safeboard.people.permissions import Permission


@require_safe
def messages(request, slug):
    board = board_for(request.user, slug, Permission.READ_MESSAGES)
    form = FilterForm(request.GET, kinds=queries.kinds_of(board))
    wanted = form.wanted()
    page = queries.page_of_messages(board, **wanted, number=request.GET.get("page"))
    context = {"board": board, "form": form, "page": page, "filters": urlencode(wanted)}
    return render(request, "outbox/messages.html", context)


@require_safe
def messages_list(request, slug, kind):
    board = board_for(request.user, slug, Permission.READ_MESSAGES)
    form = FilterForm(request.GET, kinds=queries.kinds_of(board))
    return list_file(lists.messages(board, queries.messages_of(board, **form.wanted())), kind)


@require_safe
def message(request, pk):
    found = access.message_for(request.user, pk)
    context = {
        "board": found.board,
        "message": found,
        "body": queries.shown_body(found),
        "agains": queries.agains_of(found),
        "events": events_of(found),
    }
    return render(request, "outbox/message.html", context)


@require_POST
def stop(request, pk):
    found = access.message_for(request.user, pk)
    try:
        services.stop(found, by=request.user, at=timezone.now())
        notices.success(request, f"“{found}” is stopped. It will not be sent.")
    except ValidationError as refused:
        notices.warning(request, refused.message)
    return redirect("outbox:message", found.pk)


@require_POST
def send_again(request, pk):
    found = access.message_for(request.user, pk)
    try:
        new = services.send_again(found, by=request.user, at=timezone.now())
        notices.success(request, f"“{new}” is written again and will be sent.")
    except ValidationError as refused:
        notices.warning(request, refused.message)
        return redirect("outbox:message", found.pk)
    return redirect("outbox:message", new.pk)


@login_not_required
@require_safe
def in_the_folder(request):
    """In the demo: what a mail server would have been given."""
    _only_in_the_demo()
    return render(request, "outbox/folder.html", {"mails": folder.mails()})


@login_not_required
@require_safe
def mail_in_the_folder(request, name):
    _only_in_the_demo()
    return render(request, "outbox/mail.html", {"mail": folder.mail_named(name)})


def _only_in_the_demo():
    """Anybody may read the folder, codes and all: so it is there only where nothing is real."""
    if not settings.DEMO:
        raise Http404
