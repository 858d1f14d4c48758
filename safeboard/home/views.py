from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from safeboard.assurance.return_queries import has_returns
from safeboard.boards.queries import boards_with_roles


@require_safe
def front(request):
    """Straight to the board for someone who sits on one; a choice for someone who sits on several. Whoever sits on none, and
    answers for an agency, is shown its returns."""
    boards = boards_with_roles(request.user)
    if len(boards) == 1:
        return redirect("plans:board", boards[0].slug)
    returns = has_returns(request.user)
    if returns and not boards:
        return redirect("assurance:returns")
    return render(request, "home/front.html", {"boards": boards, "returns": returns})


@require_safe
def boards(request):
    """The boards a person sits on today, to go from one to another. Never all of an installation's."""
    context = {"boards": boards_with_roles(request.user), "returns": has_returns(request.user)}
    return render(request, "home/front.html", context)
