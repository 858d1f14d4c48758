"""The pages of a new year: the next plan, the date that holds, the end of the old plan; and what its ratings mean."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from safeboard.people.permissions import Permission
from safeboard.people.typing import typed_before
from safeboard.plans import access, queries, services
from safeboard.plans.forms.renewing import CarryForm, CloseForm, ConfirmForm, LegendForm, NextPlanForm
from safeboard.plans.legend import turned_by
from safeboard.plans.next_plan import what_happens
from safeboard.plans.views import telling
from safeboard.plans.views.shaping import done, plan_as_it_stands, read_or_send, sent, show


def plan_to_change(request, pk):
    return plan_as_it_stands(request, access.plan_for(request.user, pk, Permission.CHANGE_PLANS))


@read_or_send
def next_plan(request, pk):
    """Start the plan that follows; where one does already, carry more into it. Asks once more before anything is done."""
    context = plan_to_change(request, pk)
    plan, into = context["plan"], queries.plan_after(context["plan"])
    unfinished = [action for action in context["picture"].actions if action.open]
    context |= {"into": into, "unfinished": unfinished}
    form = (
        CarryForm(sent(request), actions=unfinished)
        if into
        else NextPlanForm(sent(request), actions=unfinished, plan=plan, today=timezone.localdate())
    )
    if "change" in request.POST:
        return render(request, "plans/renewing/next.html", context | {"form": form})
    if form.is_valid():
        if "sure" not in request.POST:
            context["happens"] = what_happens(form.chosen)
            return render(request, "plans/renewing/sure.html", context | {"form": form})
        verb = services.carry_on if into else services.start_next_plan
        ok, made = done(request, form, verb, plan, **form.wanted())
        if ok:
            return carried(request, plan, made, len(form.wanted()["carry"]))
    return show(request, "plans/renewing/next.html", form, context)


def carried(request, plan, into, count):
    actions = "1 action goes" if count == 1 else f"{count:,} actions go"
    messages.success(request, f"{actions} on in “{into}”. Each date waits to be confirmed there.")
    return redirect(into)


@read_or_send
def close(request, pk):
    context = plan_to_change(request, pk)
    picture = context["picture"]
    context["unfinished"] = [action for action in picture.actions if action.open]
    context["to_assure"] = [action for action in picture.actions if action.awaits_assurance]
    form = CloseForm(sent(request))
    if form.is_valid():
        ok, _ = done(request, form, services.close_plan, context["plan"], words=form.cleaned_data["words"])
        if ok:
            messages.success(request, f"“{context['plan']}” is closed. It can be read as it always could.")
            return redirect(context["plan"])
    return show(request, "plans/renewing/close.html", form, context)


@read_or_send
def legend(request, pk):
    context = plan_to_change(request, pk)
    context |= {"meanings": queries.meanings_of(context["plan"])}
    form = LegendForm(
        sent(request),
        legend=context["picture"].legend,
        today=timezone.localdate(),
        seen=queries.newest_meaning(context["meanings"]),
    )
    if form.is_valid():
        turned = turned_by(
            context["picture"], {rating: words for rating, words in form.meanings.items() if words}
        )
        if form.warn(turned):
            return render(request, "plans/renewing/legend.html", context | {"form": form, "turned": turned})
        ok, added = done(request, form, services.change_meaning, context["plan"], **form.wanted())
        if ok:
            words = "The ratings mean something else from that day on." if added else "Nothing was changed."
            messages.success(request, words)
            return redirect("plans:legend", pk)
        if form.meanwhile:
            form.look_again(queries.newest_meaning(context["meanings"]))
    return show(request, "plans/renewing/legend.html", form, context)


@telling.read_or_send
def confirm(request, pk):
    found = access.action_to_confirm(request.user, pk)
    context = telling.scene(request, found)
    form = ConfirmForm(*telling.sent(request))
    form.as_typed(typed_before(request))
    if form.is_valid():
        acts = telling.acts(request) | {"words": form.cleaned_data["words"]}
        if telling.done(form, services.confirm_date, found, **acts):
            return telling.told(request, found, f"The date holds: {context['shown'].due.written or 'none'}.")
    return telling.show(request, "plans/telling/confirm_date.html", form, context)
