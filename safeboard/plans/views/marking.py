"""The page on which somebody says what of a plan the public may read, a priority at a time."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from safeboard.people.permissions import Permission
from safeboard.plans import access, publishing, services
from safeboard.plans.forms.marking import ALL, PublicForm
from safeboard.plans.models import Marking
from safeboard.plans.views.shaping import acts, plan_as_it_stands, sent


@require_http_methods(["GET", "HEAD", "POST"])
def public(request, pk):
    """?priority= its key; the first where none is asked for."""
    plan = access.plan_for(request.user, pk, Permission.CHANGE_PLANS)
    context = plan_as_it_stands(request, plan)
    picture = context["picture"]
    priority = priority_asked(picture, request.GET.get("priority", ""))
    shown = publishing.actions_shown(priority, picture.glossary) if priority else []
    said = {one.said.pk: one.said for action in shown for one in action.updates}
    form = PublicForm(sent(request), actions=[one.action.pk for one in shown], updates=said)
    if form.is_valid():
        mark(request, plan, shown, said, form)
        return redirect(
            f"{reverse('plans:public', args=[plan.pk])}?priority={priority.pk}" if priority else plan
        )
    context |= {"counts": publishing.counts(picture), "priority": priority, "shown": shown, "form": form}
    return render(request, "plans/shaping/public.html", context, status=400 if form.is_bound else 200)


def priority_asked(picture, asked):
    """404 for one that is not in the plan; None in a plan without any."""
    if not asked:
        return next(iter(picture.priorities), None)
    found = next((one for one in picture.priorities if str(one.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def mark(request, plan, shown, said, form):
    """Do what was ticked and unticked, or make all actions of the priority public; say one line."""
    actions = form.changed("actions")
    if request.POST.get("do") == ALL:
        actions |= dict.fromkeys((one.action.pk for one in shown), True)
    rows = {action.pk: action for action in access.actions_in(plan, actions)}
    try:
        count = services.mark_public(
            plan,
            actions=[(rows[key], public) for key, public in actions.items()],
            updates=[(said[key], public) for key, public in form.changed("updates").items()],
            **acts(request),
        )
        messages.success(
            request, f"{count} change{'' if count == 1 else 's'} kept." if count else "Nothing was changed."
        )
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))


@require_POST
def mark_plan(request, pk):
    """Who may read the plan's own aims and outcomes."""
    plan = access.plan_for(request.user, pk, Permission.CHANGE_PLANS)
    wanted = Marking.PUBLIC if request.POST.get("do") == "public" else Marking.BOARD
    try:
        services.mark_plan(plan, wanted, **acts(request))
        messages.success(
            request,
            f"The plan’s aims and outcomes are for {'everybody' if wanted == 'public' else 'the board'}.",
        )
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect("plans:public", plan.pk)
