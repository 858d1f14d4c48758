from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from safeboard.boards.access import boards_for


@require_safe
def front(request):
    """Straight to the board for someone who sits on one; a choice for someone who sits on several."""
    boards = list(boards_for(request.user))
    if len(boards) == 1:
        return redirect("plans:board", boards[0].slug)
    return render(request, "home/front.html", {"boards": boards})
