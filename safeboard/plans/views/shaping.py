"""The pages on which a plan is changed: one view for each verb, over every kind of part."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from safeboard.boards.access import meeting_for
from safeboard.boards.queries import meetings_of, names_of
from safeboard.boards.rights import rights_on
from safeboard.people.permissions import Permission
from safeboard.plans import access, changing, places, queries, services
from safeboard.plans.forms.shaping import AddForm, AdoptForm, ChangeForm, DropForm, MoveForm, TakeUpForm
from safeboard.plans.forms.telling import refuse
from safeboard.plans.pages import in_plain_words
from safeboard.plans.services.parts import plan_of

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
ADD = {
    "priority": services.add_priority,
    "outcome": services.add_outcome,
    "issue": services.add_issue,
    "action": services.add_action,
}


# --- What these pages share ---


def acts(request):
    """By whom and when, for a service."""
    return {"by": request.user, "at": timezone.now()}


def sent(request):
    return request.POST if request.method == "POST" else None


def show(request, template, form, context):
    """A page with a form on it: 400 where it was refused."""
    return render(request, template, context | {"form": form}, status=400 if form.is_bound else 200)


def plan_as_it_stands(request, plan):
    """A plan after everything recorded, with what this person may do."""
    rights = rights_on(request.user, plan.board)
    picture = queries.picture_of(
        plan, day=timezone.localdate(), ahead=True, restricted=rights.read_restricted
    )
    return {"board": plan.board, "plan": plan, "rights": rights, "picture": picture}


def part_as_it_stands(request, kind, pk, permission=Permission.CHANGE_PLANS):
    """One part and its plan, as a page shows them. 404 where this person may not see it."""
    part = access.part_for(request.user, kind, pk, permission)
    context = plan_as_it_stands(request, plan_of(part))
    shown = places.find(context["picture"], kind, pk)
    if shown is None:
        raise Http404
    history = changing.history_of(
        kind, shown, context["picture"], restricted=context["rights"].read_restricted
    )
    facts = {"part": part, "kind": kind, "shown": shown, "above": places.inside(kind, shown)}
    return context | facts | {"words": changing.words_of(kind, shown), "history": history}


def newest_change(context):
    return max((change.pk for change in context["shown"].changes), default=0)


def held_from(context):
    """What every form about a part that is there begins with."""
    return {"today": timezone.localdate(), "seen": newest_change(context)}


def done(request, form, verb, *args, **what):
    """(whether the service did it, what it returned). What it refuses stands on the form."""
    try:
        return True, verb(*args, **what, **acts(request))
    except services.ChangedMeanwhile as meanwhile:
        form.meanwhile = True
        refuse(form, meanwhile)
    except ValidationError as refusal:
        refuse(form, refusal)
    return False, None


def again(request, template, form, context):
    """The page once more. Where somebody changed the part meanwhile, with what they did and a form that knows of it."""
    if form.meanwhile:
        context = part_as_it_stands(request, context["kind"], context["part"].pk)
        seen = form.cleaned_data["seen"] or 0
        newer = [change for change in context["shown"].changes if change.pk > seen]
        form.look_again(newest_change(context), newer)
        context["meanwhile"] = [change for change in context["history"] if change.pk > seen]
    return show(request, template, form, context)


def told(request, context, sentence, change=None):
    """Say what happened, and whether something of a later day holds all the same; back to the plan."""
    later = change and any(one.effective_on > change.effective_on for one in context["shown"].changes)
    beside = (
        " A change of a later day is recorded too: where the two speak of the same, that one holds."
        if later
        else ""
    )
    messages.success(request, f"{sentence}{beside}")
    return redirect("plans:change_plan", context["plan"].pk)


def quoted(context):
    return f"“{changing.in_short(context['words'])}”"


# --- The plan ---


@require_safe
def change_plan(request, pk):
    plan = access.plan_for(request.user, pk, Permission.CHANGE_PLANS)
    context = plan_as_it_stands(request, plan)
    context["dropped"] = changing.dropped_parts(context["picture"])
    return render(request, "plans/shaping/change_plan.html", context)


@read_or_send
def adopt(request, pk):
    plan = access.plan_for(request.user, pk, Permission.CHANGE_PLANS)
    today = timezone.localdate()
    coming, past = meetings_of(plan.board, today=today)
    held = [*(meeting for meeting in coming if meeting.date == today), *past]
    adoptions = queries.adoptions_of(plan, day=today)
    form = AdoptForm(sent(request), meetings=held, adopted=bool(adoptions))
    if form.is_valid():
        said = form.cleaned_data
        meeting = meeting_for(request.user, said["meeting"])
        ok, adoption = done(
            request,
            form,
            services.adopt_plan,
            plan,
            meeting=meeting,
            refresh=said["refresh"],
            words=said["words"],
        )
        if ok:
            what = "The yearly refresh" if adoption.refresh else "The plan"
            messages.success(request, f"{what} was adopted at {meeting}.")
            return redirect(plan)
    context = {"board": plan.board, "plan": plan, "held": held, "adoptions": adoptions}
    return show(request, "plans/shaping/adopt.html", form, context)


# --- Its parts ---


@require_safe
def part(request, kind, pk):
    context = part_as_it_stands(request, kind, pk, Permission.READ_BOARD)
    return render(request, "plans/shaping/part.html", context)


@read_or_send
def add(request, above, pk, kind):
    if kind not in places.BELOW.get(above, []):
        raise Http404
    if above == "plan":
        place = access.plan_for(request.user, pk, Permission.CHANGE_PLANS)
        context = plan_as_it_stands(request, place) | {"words": place.title or "the plan"}
    else:
        context = part_as_it_stands(request, above, pk)
        place = context["part"]
    newest = max((one.pk for one in places.all_of(context["picture"], kind)), default=0)
    form = AddForm(
        sent(request), kind=kind, today=timezone.localdate(), seen=newest, **to_choose_from(kind, context)
    )
    if form.is_valid():
        try:
            made = ADD[kind](place, **form.wanted(), **acts(request))
        except services.AddedAlready as twin:
            messages.warning(request, twin.message)
            return redirect("plans:change_plan", context["plan"].pk)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            return added(request, made, kind, request.path, context["plan"])
    return show(request, "plans/shaping/add.html", form, context | {"kind": kind, "place": above})


def added(request, made, kind, path, plan):
    """Say what was added, how its date is read, and offer another."""
    read = ""
    if kind == "action":
        shown, _ = queries.action_picture(made, day=timezone.localdate(), ahead=True)
        due = shown.due
        read = (
            f"The date “{due.written}” is read so: {in_plain_words(due)}."
            if due.written
            else "It has no date."
        )
    words = format_html(
        '“{}” was added. {} <a class="govuk-notification-banner__link" href="{}">Add another {}</a>',
        changing.in_short(str(made)),
        read,
        path,
        kind,
    )
    messages.success(request, words)
    return redirect("plans:change_plan", plan.pk)


def to_choose_from(kind, context, also=()):
    """The names and agencies that the form of an action offers. also: keys of agencies that help already."""
    if kind != "action":
        return {}
    board, today = context["board"], timezone.localdate()
    names = sorted(names_of(board, day=today).values(), key=str.casefold)
    return {"lead_names": names, "agencies": queries.agencies_to_choose(board, today=today, also=also)}


@read_or_send
def change(request, kind, pk):
    context = part_as_it_stands(request, kind, pk)
    shown = context["shown"]
    also = [agency for agency, _ in shown.contributors] if kind == "action" else ()
    form = ChangeForm(
        sent(request), kind=kind, shown=shown, **held_from(context), **to_choose_from(kind, context, also)
    )
    if form.is_valid():
        ok, change = done(request, form, services.change_part, context["part"], **form.wanted())
        if ok and change is None:
            messages.warning(request, f"Nothing was changed: {quoted(context)} says that already.")
            return redirect("plans:change_plan", context["plan"].pk)
        if ok:
            return told(request, context, f"{quoted(context)} was changed.", change)
    return again(request, "plans/shaping/change.html", form, context)


@read_or_send
def drop(request, kind, pk):
    context = part_as_it_stands(request, kind, pk)
    form = DropForm(sent(request), **held_from(context))
    if form.is_valid():
        ok, _ = done(request, form, services.drop_part, context["part"], **form.wanted())
        if ok:
            return told(
                request, context, f"{quoted(context)} was dropped. It is kept, and can be taken up again."
            )
    return again(request, "plans/shaping/drop.html", form, context)


@read_or_send
def take_up(request, kind, pk):
    context = part_as_it_stands(request, kind, pk)
    form = TakeUpForm(sent(request), **held_from(context))
    if form.is_valid():
        ok, _ = done(request, form, services.take_up_part, context["part"], **form.wanted())
        if ok:
            return told(request, context, f"{quoted(context)} is in the plan again.")
    return again(request, "plans/shaping/take_up.html", form, context)


@read_or_send
def move(request, kind, pk):
    context = part_as_it_stands(request, kind, pk)
    form = MoveForm(
        sent(request),
        places=changing.places_to_go(kind, context["shown"], context["picture"]),
        now=changing.place_now(kind, context["shown"], context["picture"]),
        **held_from(context),
    )
    if form.is_valid():
        to, after = parts_chosen(request, kind, form)
        ok, change = done(
            request, form, services.move_part, context["part"], to=to, after=after, **form.wanted()
        )
        if ok and change is None:
            messages.warning(request, f"{quoted(context)} stands there already.")
            return redirect("plans:change_plan", context["plan"].pk)
        if ok:
            return told(request, context, f"{quoted(context)} was moved.", change)
    return again(request, "plans/shaping/move.html", form, context)


def parts_chosen(request, kind, form):
    """(where it goes, what it comes after), each through its door; None where there is none."""
    to, after = form.keys()
    door = (request.user, Permission.CHANGE_PLANS)
    return (
        access.part_for(door[0], places.ABOVE[kind], to, door[1]) if to else None,
        access.part_for(door[0], kind, after, door[1]) if after else None,
    )
