"""The pages of feedback letters, and a board's report of an exercise."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeboard.assurance import access, reporting, services
from safeboard.assurance.forms.letters import LetterForm
from safeboard.assurance.services.writing_letters import paper_of
from safeboard.assurance.views.moderation import acts, sent
from safeboard.core.paper.forms import FORMS, write
from safeboard.people.permissions import Permission

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
LETTER_FORMS = ("docx", "pdf")
REPORT_FORMS = ("docx", "pdf", "html")


@require_POST
def begin_letter(request, pk, slug):
    """The draft of a board's letter, as its scores give it."""
    to, board = access.return_read_by(request.user, pk, Permission.RUN_ASSURANCE, board=slug)
    letter = services.begin_letter(to, board=board, **acts(request))
    return redirect("assurance:letter", letter.pk)


@read_or_send
def letter(request, pk):
    """A draft to edit; once it is sent, what was sent."""
    found = access.letter_for(request.user, pk)
    context = {"letter": found, "to": found.to, "board": found.board}
    if found.is_sent:
        return render(request, "assurance/letters/sent.html", context)
    form = LetterForm(sent(request), initial={**found.words, "seen": found.number})
    if form.is_valid():
        words = dict(form.cleaned_data)
        try:
            services.save_letter(found, words, seen=words.pop("seen"), **acts(request))
            messages.success(request, "The letter is saved.")
            return redirect("assurance:letter", found.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    status = 400 if form.is_bound else 200
    return render(request, "assurance/letters/draft.html", {**context, "form": form}, status=status)


@require_safe
def look_at_letter(request, pk, form):
    """The draft as it would be sent, marked as a draft."""
    found = access.letter_for(request.user, pk)
    if form not in LETTER_FORMS or found.is_sent:
        raise Http404
    paper = paper_of(found, by=request.user.name, at=timezone.now(), draft=True)
    return as_file(write(paper, form), form, "draft-of-feedback")


@read_or_send
def send_letter(request, pk):
    found = access.letter_for(request.user, pk)
    if request.method != "POST" and not found.is_sent:
        context = {"letter": found, "to": found.to, "board": found.board}
        return render(request, "assurance/letters/send.html", context)
    try:
        seen = request.POST.get("seen", "")
        number = int(seen) if seen.isdecimal() and len(seen) < 9 else -1
        services.send_letter(found, seen=number, **acts(request))
        messages.success(request, f"The letter is on its way to {found.to.agency}, and kept as it is.")
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect("assurance:letter", found.pk)


@require_safe
def letter_file(request, pk, form):
    """A letter that was sent, as its bytes: for the board, and for the agency it was sent to."""
    found = access.sent_letter_for(request.user, pk)
    if form not in LETTER_FORMS:
        raise Http404
    with getattr(found, form).file.open() as kept:
        return as_file(kept.read(), form, "feedback")


@require_safe
def report(request, pk, slug, form):
    """The board's report of an exercise, as it stands now."""
    exercise, board = access.exercise_moderated_by(request.user, pk, slug)
    if form not in REPORT_FORMS:
        raise Http404
    paper = reporting.report_of(exercise, board, at=timezone.now())
    return as_file(write(paper, form), form, "report")


def as_file(data, form, name):
    disposition = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(data, content_type=FORMS[form].content_type, headers=disposition)
