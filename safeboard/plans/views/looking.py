"""The pages that only look: what I owe, the chair's view, two dates compared."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from safeboard.boards.access import board_for
from safeboard.plans import access, looking, queries, shelf
from safeboard.plans.compare import compare as compared
from safeboard.plans.forms.looking import CompareForm
from safeboard.plans.forms.plan import days_asked
from safeboard.plans.rights import rights_on


@require_safe
def my_work(request):
    today = timezone.localdate()
    work = queries.work_of(request.user, day=today)
    return render(request, "plans/my_work.html", looking.my_work(work, today))


@require_safe
def chairs_view(request, slug):
    found = board_for(request.user, slug)
    rights = rights_on(request.user, found)
    plan = shelf.plans_on(found, restricted=rights.restricted).first()
    context = {"board": found, "plan": plan, "days": (days := days_asked(request.GET))}
    if plan:
        picture, before = queries.picture_and_before(
            plan, day=timezone.localdate(), days=days, restricted=rights.restricted
        )
        comparison = compared(before, picture) if before else None
        paths = (plan.get_absolute_url(), reverse("plans:compare", args=[plan.pk]))
        context |= looking.chairs_view(picture, comparison, days, paths)
    return render(request, "plans/chairs_view.html", context)


@require_safe
def compare(request, pk):
    found = access.plan_for(request.user, pk)
    rights, today = rights_on(request.user, found.board), timezone.localdate()
    form = CompareForm(request.GET, meetings=queries.meetings_of(found), today=today)
    start, end, known_at = form.between()
    days = looking.Days(end, known_at)
    after, before = queries.picture_and_before(
        found, day=today, days=days, since=start, restricted=rights.restricted
    )
    context = {"board": found.board, "plan": found, "form": form, "days": days}
    if before:
        context |= looking.compare_page(compared(before, after))
    return render(request, "plans/compare.html", context)
