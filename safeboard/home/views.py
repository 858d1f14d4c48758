from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from safeboard.boards.queries import boards_with_roles


@require_safe
def front(request):
    """Straight to the board for someone who sits on one; a choice for someone who sits on several."""
    boards = boards_with_roles(request.user)
    if len(boards) == 1:
        return redirect("plans:board", boards[0].slug)
    return render(request, "home/front.html", {"boards": boards})


@require_safe
def boards(request):
    """The boards a person sits on today, to go from one to another. Never all of an installation's."""
    return render(request, "home/front.html", {"boards": boards_with_roles(request.user)})
