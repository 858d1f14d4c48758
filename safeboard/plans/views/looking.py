"""The pages that only look: what I owe, the chair's view, two dates compared."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from safeboard.boards.access import board_for
from safeboard.boards.rights import rights_on
from safeboard.plans import access, looking, queries, shelf
from safeboard.plans.compare import compare as compared
from safeboard.plans.forms.looking import CompareForm
from safeboard.plans.forms.plan import days_asked


@require_safe
def my_work(request):
    today = timezone.localdate()
    work = queries.work_of(request.user, day=today)
    return render(request, "plans/my_work.html", looking.my_work(work, today))


@require_safe
def chairs_view(request, slug):
    found = board_for(request.user, slug)
    rights = rights_on(request.user, found)
    plan = shelf.plans_on(found, restricted=rights.read_restricted).first()
    context = {"board": found, "plan": plan, "days": (days := days_asked(request.GET))}
    if plan:
        picture, before = queries.picture_and_before(
            plan, day=timezone.localdate(), days=days, restricted=rights.read_restricted
        )
        comparison = compared(before, picture) if before else None
        paths = (plan.get_absolute_url(), reverse("plans:compare", args=[plan.pk]))
        context |= looking.chairs_view(picture, comparison, days, paths)
    return render(request, "plans/chairs_view.html", context)


@require_safe
def compare(request, pk):
    found = access.plan_for(request.user, pk)
    form, days, after, before = two_days_asked_for(request, found)
    context = {"board": found.board, "plan": found, "form": form, "days": days}
    if before:
        context |= looking.compare_page(compared(before, after))
    return render(request, "plans/compare.html", context)


def two_days_asked_for(request, plan):
    """The form, the days it asks for, the plan as it was on the second of them, and on the first (None where none is known)."""
    rights, today = rights_on(request.user, plan.board), timezone.localdate()
    form = CompareForm(request.GET, meetings=queries.meetings_of(plan), today=today)
    start, end, known_at = form.between()
    days = looking.Days(end, known_at)
    after, before = queries.picture_and_before(
        plan, day=today, days=days, since=start, restricted=rights.read_restricted
    )
    return form, days, after, before


@require_safe
def pictures(request, pk):
    found = access.plan_for(request.user, pk)
    rights, days = rights_on(request.user, found.board), days_asked(request.GET)
    trend = queries.trend_of(
        found,
        day=days.shown(timezone.localdate())["day"],
        known_at=queries.end_of(days.known_at),
        restricted=rights.read_restricted,
    )
    context = {"board": found.board, "plan": found, "days": days, "picture": trend[-1]}
    return render(request, "plans/pictures.html", context | looking.pictures_page(trend))
