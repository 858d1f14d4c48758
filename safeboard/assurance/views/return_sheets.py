"""A return taken away as a spreadsheet, and brought back."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from safeboard.assurance import access, return_sheet, services
from safeboard.assurance import return_queries as queries
from safeboard.assurance.forms.returns import SheetForm
from safeboard.assurance.views.returns import acts, read_or_send, scene
from safeboard.core.handing_out import list_file
from safeboard.core.reading.blocks import Unreadable

SALT = "the sheet of a return"


@require_safe
def sheet(request, pk):
    """What this person may answer, as Excel."""
    to, parts = access.return_answered_by(request.user, pk)
    return list_file(return_sheet.listing(to, to_answer(to, parts)), "xlsx")


def to_answer(to, parts):
    shown = queries.all_questions_shown(to, today=timezone.localdate())
    mine = [one for one in shown if access.may_answer(parts, one.question.standard_id)]
    if not mine:
        raise PermissionDenied(access.ONLY_SIGNS)
    return mine


@read_or_send
def bring_in(request, pk):
    """A file that was filled in: what it would change, then the button that does it."""
    to, parts = access.return_answered_by(request.user, pk)
    shown = to_answer(to, parts)
    if request.method == "POST" and "take" in request.POST:
        return taken(request, to, shown)
    form = SheetForm(*([request.POST, request.FILES] if request.method == "POST" else []))
    context = scene(to, parts) | {"form": form}
    if form.is_valid():
        try:
            context |= looked_at(request, to, form.cleaned_data["file"], shown)
            return render(request, "assurance/returns/sheet_changes.html", context)
        except (ValidationError, Unreadable) as refused:
            form.add_error("file", getattr(refused, "messages", None) or str(refused))
    return render(request, "assurance/returns/sheet.html", context, status=400 if form.is_bound else 200)


def looked_at(request, to, file, shown):
    data = file.read()
    changes, wrong = return_sheet.changes_in(data, shown)
    kept = services.bring_in_sheet(to, name=file.name, data=data, **acts(request))
    token = signing.dumps([to.pk, kept.pk, request.user.pk], salt=SALT)
    return {"changes": changes, "wrong": wrong, "token": token}


def taken(request, to, shown):
    """Answer what the file changes, as it was shown."""
    try:
        of, document, who = signing.loads(request.POST["take"], salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    if (of, who) != (to.pk, request.user.pk):
        raise Http404
    changes, _ = return_sheet.changes_in(queries.bytes_of_document(document), shown)
    try:
        count = services.answer_from_sheet(to, changes, **acts(request))
        messages.success(request, f"{count} answer{'' if count == 1 else 's'} saved from the spreadsheet.")
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect("assurance:return", to.pk)
