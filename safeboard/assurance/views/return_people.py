"""Who has a part in a return, who reads it, and how it is signed off and handed over."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from safeboard.assurance import access, services
from safeboard.assurance import return_queries as queries
from safeboard.assurance.asking import answers_that_tell, standing
from safeboard.assurance.forms.returns import BoardsForm, PersonForm, ShareForm, SignatoryForm
from safeboard.assurance.views.returns import acts, read_or_send, scene


@read_or_send
def people(request, pk):
    """Who answers with the author, and who signs; sharing standards, and asking somebody to sign."""
    to, parts = access.return_authored_by(request.user, pk), access.parts_in(request.user, pk)
    standards = [one.standard for one in queries.standards_shown(to, parts)]
    asked = request.POST if request.method == "POST" else None
    signs = asked is not None and "sign-email" in asked
    share = ShareForm(None if signs else asked, standards=standards)
    sign = SignatoryForm(asked if signs else None, signatures=to.exercise.signatures)
    if shared(request, to, share, standards) or invited(request, to, sign):
        return redirect("assurance:return_people", to.pk)
    context = scene(to, parts) | {"people": queries.people_in(to), "share": share, "sign": sign}
    refused = share.is_bound or sign.is_bound
    return render(request, "assurance/returns/people.html", context, status=400 if refused else 200)


def shared(request, to, form, standards):
    if not form.is_valid():
        return False
    said = dict(form.cleaned_data)
    wanted = said.pop("standards")
    chosen = [one for one in standards if one.pk in wanted]
    words = f"{said['name']} can answer what you shared. They get a letter with the way in."
    return done(request, form, words, services.share, to, standards=chosen, **said)


def invited(request, to, form):
    words = "They are asked to sign off, and get a letter with the way in."
    return form.is_valid() and done(request, form, words, services.invite_to_sign, to, **form.cleaned_data)


@require_POST
def end_part(request, pk, part):
    to = access.return_authored_by(request.user, pk)
    found = get_object_or_404(to.parts.select_related("user"), pk=part)
    said(
        request,
        f"{found.user.name} has that part no more. What they answered stays.",
        services.end_part,
        to,
        found,
    )
    return redirect("assurance:return_people", to.pk)


@read_or_send
def hand_on(request, pk):
    """Make somebody else the author."""
    to, parts = access.return_authored_by(request.user, pk), access.parts_in(request.user, pk)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        words = f"{form.cleaned_data['name']} is its author now."
        if done(request, form, words, services.hand_on, to, **form.cleaned_data):
            return redirect("assurance:returns")
    context = scene(to, parts) | {"form": form}
    return render(request, "assurance/returns/hand_on.html", context, status=400 if form.is_bound else 200)


@read_or_send
def boards(request, pk):
    """Which boards read it."""
    to, parts = access.return_authored_by(request.user, pk), access.parts_in(request.user, pk)
    asked = queries.boards_asked(to)
    form = BoardsForm(request.POST if request.method == "POST" else None, boards=asked)
    if form.is_valid():
        chosen = [board for board, _ in asked if board.pk in form.cleaned_data["boards"]]
        if done(request, form, "It is said which boards read it.", services.let_read, to, chosen):
            return redirect("assurance:return", to.pk)
    context = scene(to, parts) | {"form": form}
    return render(request, "assurance/returns/boards.html", context, status=400 if form.is_bound else 200)


@read_or_send
def hand_over(request, pk):
    """What is still missing, who has signed, and the button that hands it to the boards."""
    to, parts = access.return_answered_by(request.user, pk)
    if request.method == "POST":
        to = access.return_authored_by(request.user, pk)
        looked = "looked" in request.POST
        if said(request, "It is with the boards now.", services.submit, to, looked=looked):
            return redirect("assurance:return", to.pk)
        return redirect("assurance:hand_over", to.pk)
    people, standards = queries.people_in(to), queries.standards_shown(to, parts)
    context = scene(to, parts) | {
        "standards": [one for one in standards if one.missing],
        "progress": queries.progress_of(standards),
        "signatures": queries.signatures_shown(to, people, standing(to)),
        "boards": [board for board, reads in queries.boards_asked(to) if reads],
        "signs": [part.signature for part in parts if part.signature],
    }
    context["telling"] = answers_that_tell(to) if context["authors"] and context["editable"] else []
    context["complete"] = not context["standards"] and context["progress"].asked
    context["unsigned"] = [name for name, _, signed in context["signatures"] if not signed]
    return render(request, "assurance/returns/hand_over.html", context)


@require_POST
def sign(request, pk):
    """Sign off in the part this person was asked for."""
    to, parts = access.return_answered_by(request.user, pk)
    signature = request.POST.get("signature", "")
    said(request, f"You have signed it off as {signature}.", services.sign, to, signature=signature)
    return redirect("assurance:hand_over", to.pk)


def done(request, form, words, verb, *args, **what):
    """Do it and say one line. False where it was refused; the refusal stands on the form."""
    try:
        verb(*args, **what, **acts(request))
    except ValidationError as refused:
        faults = refused.message_dict if hasattr(refused, "error_dict") else {None: refused.messages}
        for name, lines in faults.items():
            form.add_error(name if name in form.fields else None, lines)
        return False
    messages.success(request, words)
    return True


def said(request, words, verb, *args, **what):
    """Do it, and say one line either way. Returns whether it was done."""
    try:
        verb(*args, **what, **acts(request))
        messages.success(request, words)
        return True
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return False
