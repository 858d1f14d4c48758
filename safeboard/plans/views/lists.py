"""The lists of the looking pages, to take away: each by the door, the form and the query of its page."""

from django.utils import timezone
from django.views.decorators.http import require_safe

from safeboard.boards.access import board_for
from safeboard.boards.rights import rights_on
from safeboard.core.handing_out import list_file
from safeboard.plans import access, lists, looking, queries, telling
from safeboard.plans.compare import compare
from safeboard.plans.forms.plan import FilterForm, days_asked
from safeboard.plans.picture import narrowed
from safeboard.plans.views.looking import two_days_asked_for
from safeboard.plans.views.plan import picture_asked_for


@require_safe
def actions(request, pk, kind):
    found = access.plan_for(request.user, pk)
    picture = picture_asked_for(request, found, rights_on(request.user, found.board))
    shown = narrowed(picture, FilterForm(request.GET, picture=picture).wanted())
    return list_file(lists.actions(shown, days_asked(request.GET)), kind)


@require_safe
def my_work(request, kind):
    today = timezone.localdate()
    work = looking.my_work(queries.work_of(request.user, day=today), today)
    return list_file(lists.my_work(**work), kind)


@require_safe
def dates(request, slug, kind):
    board = board_for(request.user, slug)
    rights = rights_on(request.user, board)
    waiting = telling.dates_waiting(board, day=timezone.localdate(), restricted=rights.read_restricted)
    return list_file(lists.dates_asked_for(board.name, waiting), kind)


@require_safe
def changes(request, pk, kind):
    found = access.plan_for(request.user, pk)
    _, _, after, before = two_days_asked_for(request, found)
    changed = looking.changes(compare(before, after)) if before else []
    return list_file(lists.changes(before or after, after, changed), kind)
