"""The pages of a board's self-assessment: each descriptor judged, shown by evidence from anywhere, its gaps raised as actions."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeboard.assurance import access, services
from safeboard.assurance import own_queries as queries
from safeboard.assurance.exercise_queries import versions_to_choose
from safeboard.assurance.forms import own as forms
from safeboard.assurance.moderation_queries import issues_of
from safeboard.assurance.own_paper import own_paper
from safeboard.assurance.services.own import ELSEWHERE
from safeboard.assurance.views.letters import REPORT_FORMS, as_file
from safeboard.assurance.views.moderation import acts, sent
from safeboard.boards import finding
from safeboard.boards.access import board_for
from safeboard.boards.rights import rights_on
from safeboard.core.paper.forms import write
from safeboard.history.queries import events_of
from safeboard.people.permissions import Permission
from safeboard.plans.styles import options_of, style_of

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
NOT_HERE = "There is no page of your board at this address. Copy it again, or give the whole address of a page elsewhere."


@read_or_send
def begin(request, slug):
    board = board_for(request.user, slug, Permission.RUN_ASSURANCE)
    versions = versions_to_choose(board)
    form = forms.BeginForm(sent(request), versions=versions)
    if form.is_valid():
        try:
            made = services.begin_own(**form.cleaned_data, **acts(request))
            return redirect(made)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"board": board, "form": form, "versions": versions}
    return render(request, "assurance/own/begin.html", context, status=400 if form.is_bound else 200)


@require_safe
def assessment(request, pk):
    """The whole of it: how it is with each descriptor, and what each still lacks."""
    found = access.own_assessment_for(request.user, pk)
    context = {"assessment": found, "board": found.board, "groups": queries.descriptors_of(found)}
    context["rights"] = rights_on(request.user, found.board)
    context["events"] = events_of(found) if context["rights"].run_assurance else []
    return render(request, "assurance/own/assessment.html", context)


@read_or_send
def descriptor(request, pk, question):
    """One descriptor: its grade, what shows it, what was said before. ?find= looks for evidence."""
    needed = Permission.RUN_ASSURANCE if request.method == "POST" else Permission.MODERATE
    found, one = access.descriptor_for(request.user, pk, question, needed)
    shown = shown_of(found, one)
    form = forms.DescriptorForm(sent(request), shown=shown)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("value", "words", "sure", "seen")}
        try:
            services.judge_own(found, one, **said, **acts(request))
            messages.success(request, f"Descriptor {one.code} is saved.")
            return redirect("assurance:own_descriptor", found.pk, one.pk)
        except ValidationError as refused:
            form.refuse(refused, shown_of(found, one).judgement.number)
    return descriptor_page(request, found, one, form)


def shown_of(assessment, question):
    everything = (each for _, group in queries.descriptors_of(assessment) for each in group)
    return next(each for each in everything if each.question.pk == question.pk)


def descriptor_page(request, found, one, form=None, link=None):
    shown, asked = shown_of(found, one), request.GET.get("find", "").strip()[:200]
    rights = rights_on(request.user, found.board)
    context = {"assessment": found, "board": found.board, "shown": shown, "rights": rights, "asked": asked}
    context["changes"] = rights.run_assurance and found.is_open
    context["form"] = form or forms.DescriptorForm(shown=shown)
    context["link"] = link or forms.LinkForm()
    context["history"] = queries.judgements_on(found, one)[1:]
    if asked and context["changes"]:
        there = {each.address for each in shown.shows}
        context["finds"] = [
            each for each in finding.find(request.user, found.board, asked) if each.path not in there
        ]
    bound = context["form"].is_bound or context["link"].is_bound
    return render(request, "assurance/own/descriptor.html", context, status=400 if bound else 200)


@require_POST
def link(request, pk, question):
    """Evidence by the address of its page, here or elsewhere."""
    found, one = access.descriptor_for(request.user, pk, question, Permission.RUN_ASSURANCE)
    form = forms.LinkForm(request.POST)
    if form.is_valid():
        try:
            services.link_evidence(
                found, one, **evidence_at(request.user, found.board, form), **acts(request)
            )
            messages.success(request, "It is linked.")
            return redirect("assurance:own_descriptor", found.pk, one.pk)
        except ValidationError as refused:
            form.add_error("address", refused.messages)
    return descriptor_page(request, found, one, link=form)


def evidence_at(user, board, form):
    """What `services.link_evidence` takes, of a valid LinkForm. Raises ValidationError."""
    address, title = form.cleaned_data["address"], form.cleaned_data["title"]
    here = finding.at_address(user, board, address)
    if here:
        return {"kind": here.kind, "title": here.title, "address": here.path, "on": here.on}
    if address.startswith("/"):
        raise ValidationError(NOT_HERE)
    return {"kind": ELSEWHERE, "title": title or address[:300], "address": address}


@require_POST
def unlink(request, pk):
    shows = access.shows_for(request.user, pk)
    try:
        services.unlink_evidence(shows, **acts(request))
        messages.success(request, f"“{shows.title}” is taken away.")
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect("assurance:own_descriptor", shows.to_id, shows.question_id)


@read_or_send
def gap(request, pk, question):
    """What is missing, and an action in the board's plan from it."""
    found, one = access.descriptor_for(request.user, pk, question, Permission.RUN_ASSURANCE)
    access.require_plan_changes(request.user, found.board)
    form = forms.GapForm(sent(request), issues=issues_of(found.board))
    if form.is_valid():
        said = dict(form.cleaned_data)
        lead = said.pop("lead")
        try:
            made = services.raise_gap(found, one, leads=[lead] if lead else [], **said, **acts(request))
            messages.success(request, f"A{made.action_id} is in the plan.")
            return redirect("assurance:own_descriptor", found.pk, one.pk)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
    context = {"assessment": found, "board": found.board, "question": one, "form": form}
    return render(request, "assurance/own/gap.html", context, status=400 if form.is_bound else 200)


@read_or_send
def use_as_evidence(request, slug):
    """From a page of the board: which descriptor of an open self-assessment it shows. ?page= is its address."""
    board = board_for(request.user, slug, Permission.RUN_ASSURANCE)
    thing = finding.at_address(request.user, board, request.GET.get("page", ""))
    if thing is None:
        raise Http404
    form = forms.ChooseDescriptorForm(sent(request), choices=queries.to_link_to(board))
    if form.is_valid():
        found, one = form.cleaned_data["descriptor"]
        said = {"kind": thing.kind, "title": thing.title, "address": thing.path, "on": thing.on}
        services.link_evidence(found, one, **said, **acts(request))
        messages.success(request, f"It stands beside descriptor {one.code}.")
        return redirect("assurance:own_descriptor", found.pk, one.pk)
    context = {"board": board, "thing": thing, "form": form}
    return render(request, "assurance/own/use.html", context, status=400 if form.is_bound else 200)


@require_POST
def close(request, pk):
    found = access.own_assessment_for(request.user, pk, Permission.RUN_ASSURANCE)
    try:
        services.close_own(found, **acts(request))
        messages.success(request, "It is closed. The next one has its judgements beside it.")
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect(found)


@require_safe
def paper(request, pk, form):
    """The self-assessment with an index of its evidence."""
    found = access.own_assessment_for(request.user, pk)
    if form not in REPORT_FORMS:
        raise Http404
    look = options_of(style_of(found.board, known_at=timezone.now())).look
    printed = f"Printed {timezone.localdate():%-d %B %Y}"
    written = own_paper(found, queries.descriptors_of(found), look=look, printed=printed)
    return as_file(write(written, form), form, "self-assessment")
