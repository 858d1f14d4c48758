"""The agency's pages: my returns, one return, and its standards answered question by question."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeboard.assurance import access, services
from safeboard.assurance import return_queries as queries
from safeboard.assurance.asking import standing
from safeboard.assurance.forms.answers import AnswerForm, answer_forms
from safeboard.core.forms import problems

NAME_NO_CHILD = "Take it out if a child is meant."

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def acts(request):
    """By whom and when, for a service."""
    return {"by": request.user, "at": timezone.now()}


def scene(to, parts):
    """What every page of a return shows of it. `authors`: whether this person is an author of it."""
    roles = {part.role for part in parts}
    return {"to": to, "parts": parts, "authors": "author" in roles, "editable": queries.open_to_agency(to)}


@require_safe
def mine(request):
    """The returns this person has a part in, and those they look at as a peer."""
    context = {"returns": queries.returns_of(request.user, today=timezone.localdate())}
    context["peers"] = list(access.peers_for(request.user))
    return render(request, "assurance/returns/mine.html", context)


@require_safe
def show(request, pk):
    to, parts = access.return_answered_by(request.user, pk)
    standards, steps = queries.standards_shown(to, parts), queries.steps_of(to)
    people = queries.people_in(to)
    context = scene(to, parts) | {
        "standards": standards,
        "progress": queries.progress_of(standards),
        "people": people,
        "signatures": queries.signatures_shown(to, people, standing(to)),
        "boards": queries.boards_asked(to),
        "steps": steps,
        "to_mend": queries.reasons_to_mend(to, steps),
        "late": to.with_agency and to.due_on < timezone.localdate(),
    }
    return render(request, "assurance/returns/return.html", context)


@read_or_send
def standard(request, pk, standard):
    """One standard's questions: to be answered, or read where they may not be."""
    to, parts = access.return_answered_by(request.user, pk)
    standards = queries.standards_shown(to, parts)
    at = next((place for place, one in enumerate(standards) if one.standard.pk == standard), None)
    if at is None:
        raise Http404
    here, beside = (
        standards[at],
        {"before": standards[at - 1] if at else None, "after": next(iter(standards[at + 1 :]), None)},
    )
    context = scene(to, parts) | {"here": here, **beside}
    shown = queries.questions_shown(to, here.standard, today=timezone.localdate())
    if request.method == "POST":
        if not here.mine:
            raise PermissionDenied(access.ONLY_SIGNS)
        return saved(request, context, shown)
    context |= {"questions": shown, "forms": answer_forms(shown)}
    return render(request, page_of(context), context)


def page_of(context):
    answers = context["editable"] and context["here"].mine
    return "assurance/returns/standard.html" if answers else "assurance/returns/standard_read.html"


def saved(request, context, shown):
    """Keep every answer that can be kept, then go where the button says; those that cannot come back as they were typed."""
    to, forms = context["to"], answer_forms(shown, request.POST)
    kept = [keep(request, to, form) for form in forms if form.came]
    refused = [] if all(kept) else [form for form in forms if form.errors]
    if not refused:
        return redirect(after_saving(request, context))
    messages.warning(request, f"{len(refused)} of {len(forms)} answers could not be saved. The others are.")
    context |= {"forms": forms, "problems": problems(*refused)}
    return render(request, "assurance/returns/standard.html", context, status=400)


def keep(request, to, form):
    """Save one answer. Returns whether it was; what was wrong stands on the form."""
    if not form.is_valid():
        return False
    try:
        services.answer(to, form.shown.question, **form.said, **acts(request))
        return True
    except ValidationError as refusal:
        form.refuse(refusal, queries.number_that_stands(to, form.shown.question))
        return False


def after_saving(request, context):
    """Where the button that was pressed leads, once it has been done: a path."""
    to, here, asked = context["to"], context["here"], request.POST
    page = queries.path_of("return_standard", to.pk, here.standard.pk)
    if question := asked.get("confirm"):
        confirmed(request, to, here, question)
        return f"{page}#question-{question}"
    if use := asked.get("take_away"):
        taken_away(request, to, here, use)
        return page
    if question := asked.get("evidence"):
        return queries.path_of("evidence", to.pk, number(question))
    if asked.get("then") == "next" and context["after"]:
        return queries.path_of("return_standard", to.pk, context["after"].standard.pk)
    if asked.get("then") == "next":
        return queries.path_of("return", to.pk)
    messages.success(request, "Saved.")
    return page


def number(words):
    if not words.isdecimal() or len(words) > 18:
        raise Http404
    return int(words)


def confirmed(request, to, here, question):
    """Confirm what was said last time, without a script: the button is one of the page's form."""
    _, _, found = access.question_answered_by(request.user, to.pk, number(question))
    try:
        services.confirm(to, found, **acts(request))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))


def taken_away(request, to, here, use):
    found = access.proof_use_for(request.user, number(use))
    if found.to_id != to.pk or found.question.standard_id != here.standard.pk:
        raise Http404
    try:
        services.take_away(to, found, **acts(request))
        messages.success(request, f"{found.version.proof} stands there no more. Your agency still has it.")
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))


@require_POST
def save(request, pk, question):
    """Keep one answer while it is typed. JSON: says, and the number of the row that stands; 409 with what somebody else said
    meanwhile, 400 with what is wrong."""
    to, parts, found = access.question_answered_by(request.user, pk, question)
    shown = queries.question_shown(to, found)
    form = AnswerForm(request.POST, shown=shown)
    if not form.came:
        return JsonResponse({"says": "Nothing came, so nothing was saved."}, status=400)
    if keep(request, to, form):
        at = timezone.localtime()
        answer = queries.question_shown(to, found)
        says = " ".join(
            [f"Saved at {at:%H:%M}.", *answer.telling, *([NAME_NO_CHILD] if answer.telling else [])]
        )
        told = {"says": says, "warns": bool(answer.telling)}
        return JsonResponse(told | {"seen": answer.seen, "counts": answer.counts})
    said = [words for each in form.errors.values() for words in each]
    if any(fault.code == "meanwhile" for each in form.errors.as_data().values() for fault in each):
        shown = queries.question_shown(to, found)
        theirs = render_to_string("assurance/returns/meanwhile.html", {"one": shown})
        return JsonResponse({"says": said[0], "seen": shown.seen, "theirs": theirs}, status=409)
    return JsonResponse({"says": " ".join(said)}, status=400)


@require_safe
def handed_over(request, pk, step):
    """What was handed over, as it was then."""
    to, parts = access.return_answered_by(request.user, pk)
    found = queries.step_handed_over(to, step)
    readable = {one.standard.pk for one in queries.standards_shown(to, parts)}
    context = scene(to, parts) | {"step": found, "standards": queries.as_handed_over(to, found, readable)}
    return render(request, "assurance/returns/handed_over.html", context)
