from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safeboard.boards.access import board_for
from safeboard.boards.rights import rights_on
from safeboard.core.paper.forms import FORMS
from safeboard.core.reading.blocks import Unreadable
from safeboard.documents.access import reading_for
from safeboard.history.queries import events_of
from safeboard.people.permissions import Permission
from safeboard.plans import access, bringing_in, pages, printing, queries, services, shelf, telling
from safeboard.plans.forms.plan import AcceptForm, BringInForm, FilterForm, WithdrawForm, days_asked
from safeboard.plans.outline import from_json
from safeboard.plans.preview import preview_of
from safeboard.plans.styles import options_of, style_of

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def board(request, slug):
    found = board_for(request.user, slug)
    rights = rights_on(request.user, found)
    plans = list(shelf.plans_on(found, restricted=rights.read_restricted))
    context = {"board": found, "rights": rights, **shelf.apart(plans)}
    if rights.bring_in_plans:
        context["drafts"] = shelf.drafts_of(found)
        context["proposals"] = shelf.proposals_on(found)
    if rights.withdraw_plans:
        context["withdrawn"] = shelf.withdrawn_from(found)
    if plans:
        picture = queries.picture_of(
            plans[0], day=timezone.localdate(), ahead=True, restricted=rights.read_restricted
        )
        context |= pages.state_of(plans[0], picture)
    return render(request, "plans/board.html", context)


@require_safe
def latest(request, slug):
    """The board's plan, from anywhere; its page where it has none."""
    found = board_for(request.user, slug)
    plan = shelf.plans_on(found, restricted=rights_on(request.user, found).read_restricted).first()
    return redirect(plan) if plan else redirect("plans:board", found.slug)


@require_safe
def plan(request, pk):
    found = access.plan_for(request.user, pk)
    rights = rights_on(request.user, found.board)
    picture = picture_asked_for(request, found, rights)
    form = FilterForm(request.GET, picture=picture)
    context = {"board": found.board, "plan": found, "rights": rights, "papers": FORMS, "form": form}
    context["days"] = days_asked(request.GET)
    context["adoptions"] = queries.adoptions_of(found, day=picture.day, known_at=picture.known_at)
    return render(request, "plans/plan.html", context | pages.plan_page(picture, form, request.path))


@require_safe
def paper(request, pk, kind):
    found = access.plan_for(request.user, pk)
    if kind not in FORMS:
        raise Http404
    at, rights = timezone.now(), rights_on(request.user, found.board)
    picture = picture_asked_for(request, found, rights)
    name = printing.name_of_paper(picture, kind)
    options = options_of(style_of(found.board, known_at=picture.known_at))
    painted = {"ahead": as_asked(request)["ahead"], "restricted": rights.read_restricted}
    identity = printing.identity_of(picture, written_at=at, options=options, **painted)
    return HttpResponse(
        printing.paper_of(picture, kind, options=options, identity=identity),
        content_type=FORMS[kind].content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@read_or_send
def withdraw(request, pk):
    found = access.plan_for(request.user, pk, Permission.WITHDRAW_PLANS)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"board": found.board, "plan": found, "form": form}
        return render(request, "plans/withdraw.html", context, status=400 if form.is_bound else 200)
    try:
        services.withdraw_plan(found, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"“{found.title}” is withdrawn. Nothing is deleted.")
    except ValidationError as already:
        messages.warning(request, already.message)
    return redirect("plans:board", found.board.slug)


@require_safe
def action(request, pk):
    found = access.action_for(request.user, pk)
    plan = found.issue.priority.plan
    rights = rights_on(request.user, plan.board)
    shown, picture = queries.action_picture(found, restricted=rights.read_restricted, **as_asked(request))
    if shown is None:
        raise Http404
    context = {"board": plan.board, "plan": plan, "picture": picture, "source": shelf.source_of(plan)}
    context["rights"] = rights
    context["days"] = days_asked(request.GET)
    context["events"] = [
        event
        for event in [*events_of(plan), *events_of(found)]
        if shown.opened_at is None or event.at > shown.opened_at
    ]
    if not context["days"].words:
        context["acts"] = telling.acts_open(request.user, found, shown, rights, closed=picture.closed)
    return render(request, "plans/action.html", context | pages.story_of(shown, updated=picture.updated))


@read_or_send
def bring_in(request, slug):
    found = board_for(request.user, slug, Permission.BRING_IN_PLANS)
    form = BringInForm(request.POST, request.FILES) if request.method == "POST" else BringInForm()
    if form.is_valid():
        data, again = form.cleaned_data["file"].read(), "again" in request.POST
        try:
            outline = bringing_in.read(data)
            reading = bringing_in.draft(
                data,
                name=form.cleaned_data["file"].name,
                outline=outline,
                board=found,
                by=request.user,
                at=timezone.now(),
                again=again,
            )
            return redirect("plans:reading", reading.pk)
        except Unreadable as refused:
            form.add_error("file", str(refused))
        except bringing_in.SameFile as same:
            form.ask_again(str(same))
    context = {"board": found, "form": form}
    return render(request, "plans/bring_in.html", context, status=400 if form.is_bound else 200)


@read_or_send
def reading(request, pk):
    found = reading_for(request.user, pk, Permission.BRING_IN_PLANS)
    if proposal := shelf.proposal_of(found):
        return redirect(proposal)
    if request.method == "POST" and "leave" in request.POST:
        return leave(request, found)
    if found.state != found.State.DRAFT:
        return settled(request, found)
    same = queries.same_file(found.board, found.document.sha256)
    asked_twice = same and "read-again" not in request.POST
    preview = preview_of(from_json(found.outline))
    form = AcceptForm(
        request.POST if request.method == "POST" else None,
        preview=preview,
        given=found.given,
        same=asked_twice,
    )
    if form.is_valid():
        return accept(request, found, form)
    context = {"board": found.board, "reading": found, "preview": preview, "form": form, "same": same}
    return render(request, "plans/reading.html", context, status=400 if form.is_bound else 200)


def accept(request, reading, form):
    """Make the draft a plan, reading the file again first where other choices were made; or say what became of it."""
    who = {"by": request.user, "at": timezone.now()}
    try:
        if form.decided != reading.decided or "read-again" in request.POST:
            reading = bringing_in.read_again(reading, decided=form.decided, given=form.given, **who)
        if "read-again" in request.POST:
            messages.success(request, "The file was read again, as you chose.")
            return redirect("plans:reading", reading.pk)
        ratings = bringing_in.rated_by_hand(reading, form.given)
        plan = bringing_in.accept(reading, ratings=ratings, again="again" in request.POST, **who)
    except (ValidationError, bringing_in.SameFile, Unreadable) as refused:
        messages.warning(request, " ".join(getattr(refused, "messages", [str(refused)])))
        return redirect("plans:reading", reading.pk)
    messages.success(request, f"“{plan.title}” is now the board’s plan.")
    return redirect(plan)


def leave(request, reading):
    try:
        services.leave_reading(reading, by=request.user, at=timezone.now())
        messages.success(
            request, f"“{reading.document}” was left. The file is kept, and no plan was made of it."
        )
    except ValidationError as already:
        messages.warning(request, already.message)
        return redirect("plans:reading", reading.pk)
    return redirect("plans:board", reading.board.slug)


def settled(request, reading):
    """A second press of the button, or a late visitor: what became of it."""
    if request.method == "POST":
        messages.warning(request, "This reading has been accepted or left already. Nothing was done again.")
        return redirect("plans:reading", reading.pk)
    context = {"board": reading.board, "reading": reading, "plan": shelf.plan_from(reading)}
    return render(request, "plans/settled.html", context)


def picture_asked_for(request, plan, rights):
    """The plan as at the day in the address and as it was known by the day there, today where it names none."""
    return queries.picture_of(plan, restricted=rights.read_restricted, **as_asked(request))


def as_asked(request):
    """The days to show in `queries`' words: also what speaks of a later day, where no day to show it as at was asked for."""
    days = days_asked(request.GET)
    return {"known_at": queries.end_of(days.known_at), **days.shown(timezone.localdate())}
