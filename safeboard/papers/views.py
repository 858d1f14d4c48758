"""The pages of a board's papers."""

import base64
import hashlib

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safeboard.boards.access import board_for
from safeboard.boards.rights import rights_on
from safeboard.core.paper.forms import FORMS, write
from safeboard.core.paper.html import style_of as html_style
from safeboard.papers import access, gathering, queries, services
from safeboard.papers.forms import PaperForm, StyleForm
from safeboard.papers.kinds import KINDS
from safeboard.people.permissions import Permission
from safeboard.plans.queries import latest_plan
from safeboard.plans.services.styling import set_style
from safeboard.plans.styles import style_of

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def acts(request):
    """By whom and when, for a service."""
    return {"by": request.user, "at": timezone.now()}


@require_safe
def papers(request, slug):
    board = board_for(request.user, slug)
    rights = rights_on(request.user, board)
    shown = queries.papers_on(board, restricted=rights.read_restricted, drafts=rights.prepare_papers)
    return render(request, "papers/papers.html", {"board": board, "rights": rights, **shown})


@require_safe
def prepare(request, slug):
    board = board_for(request.user, slug, Permission.PREPARE_PAPERS)
    return render(
        request, "papers/prepare.html", {"board": board, "plan": latest_plan(board), "kinds": KINDS.items()}
    )


@read_or_send
def prepare_kind(request, slug, kind):
    board = board_for(request.user, slug, Permission.PREPARE_PAPERS)
    if kind not in KINDS:
        raise Http404
    return fill_in(request, board, latest_plan(board), kind)


@read_or_send
def change(request, pk):
    paper = access.draft_for(request.user, pk)
    return fill_in(request, paper.board, paper.plan, paper.kind, paper=paper)


@read_or_send
def replace(request, pk):
    paper = access.issued_for(request.user, pk, Permission.PREPARE_PAPERS)
    return fill_in(request, paper.board, paper.plan, paper.kind, replaces=paper)


def fill_in(request, board, plan, kind, *, paper=None, replaces=None):
    """The form of a paper: a new draft, a draft changed, or one that replaces an issued paper."""
    if plan is None:
        return redirect("papers:prepare", board.slug)
    context = {"board": board, "plan": plan, "kind": KINDS[kind], "paper": paper, "replaces": replaces}
    form = context["form"] = PaperForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        meetings=queries.meetings_for(board),
        picture=queries.picture_to_choose_from(plan),
        paper=paper,
        replaces=replaces,
    )
    if form.is_valid():
        said = form.cleaned_data | acts(request)
        try:
            if paper:
                made = services.change_paper(paper, **said)
            else:
                made = services.prepare_paper(plan, kind=kind, replaces=replaces, **said)
            return redirect("papers:paper", made.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    return render(request, "papers/fill_in.html", context, status=400 if form.is_bound else 200)


@require_safe
def paper(request, pk):
    """A draft, or what was issued of it."""
    found = access.paper_for(request.user, pk)
    context = {"board": found.board, "paper": found, "rights": rights_on(request.user, found.board)}
    context["day"] = (
        found.issued.day if found.state == found.State.ISSUED else found.day(timezone.localdate())
    )
    context["chosen"] = [KINDS[key].words for key in found.chosen if key in KINDS]
    if found.state == found.State.ISSUED:
        context |= {"files": queries.files_of(found), "replaced_by": queries.replacement_of(found)}
        return render(request, "papers/issued.html", context)
    if found.state == found.State.DISCARDED:
        raise Http404
    context |= {"forms": queries.forms_to_try(found), "hints": queries.hints_for(found, at=timezone.now())}
    return render(request, "papers/draft.html", context)


@require_safe
def look(request, pk, form):
    """The draft as it would be issued now."""
    found = access.draft_for(request.user, pk)
    if form not in gathering.forms_of(found):
        raise Http404
    made = gathering.draft_of(found, at=timezone.now())
    return shown(made, form, f"draft-{services.name_of_file(found, found.day(timezone.localdate()), form)}")


@require_safe
def again(request, pk, form):
    """An issued paper, written once more from what was known when it was issued."""
    found = access.issued_for(request.user, pk, Permission.PREPARE_PAPERS)
    if form not in gathering.forms_of(found):
        raise Http404
    made = gathering.again_from_the_record(found.issued)
    return shown(made, form, f"again-{services.name_of_file(found, found.issued.day, form)}")


@require_safe
def file(request, pk, form):
    """The bytes that were issued, and no others."""
    found = access.file_for(request.user, pk, form)
    if request.headers.get("If-None-Match") == f'"{found.sha256}"':
        return HttpResponseNotModified()
    with found.document.file.open() as kept:
        data = kept.read()
    return handed_out(data, form, found.document.name, ETag=f'"{found.sha256}"')


def shown(made, form, name):
    """A paper that was written just now: a web page to look at, anything else to keep."""
    data = write(made, form)
    if form != "html":
        return handed_out(data, form, name)
    digest = base64.b64encode(hashlib.sha256(html_style(made).encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; frame-ancestors 'none'; sandbox"
    )
    return HttpResponse(
        data, content_type=FORMS[form].content_type, headers={"Content-Security-Policy": policy}
    )


def handed_out(data, form, name, **headers):
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=FORMS[form].content_type, headers=disposition | headers)


@read_or_send
def issue(request, pk):
    def issue_it(paper, **acts):
        services.issue_paper(paper, looked="looked" in request.POST, **acts)

    return confirmed(request, pk, "issue", issue_it, "It is issued, and kept as it is.")


@read_or_send
def discard(request, pk):
    return confirmed(request, pk, "discard", services.discard_paper, "The draft is discarded.")


def confirmed(request, pk, act, verb, done):
    """Ask first, then do it to a draft; where it is one no longer, say what became of it."""
    found = access.prepared_for(request.user, pk)
    if found.state != found.State.DRAFT:
        messages.warning(request, services.ISSUED_ALREADY)
        return redirect("papers:papers", found.board.slug)
    if request.method != "POST":
        chosen = [KINDS[key].words for key in found.chosen if key in KINDS]
        context = {"board": found.board, "paper": found, "act": act, "chosen": chosen}
        context["day"] = found.day(timezone.localdate())
        if act == "issue":
            context["telling"] = queries.telling_of(found, at=timezone.now())
        return render(request, "papers/confirm.html", context)
    try:
        verb(found, **acts(request))
        messages.success(request, done)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        if "looked" in getattr(refused, "error_dict", {}):
            return redirect("papers:issue", found.pk)
        return redirect("papers:papers", found.board.slug)
    return (
        redirect("papers:paper", found.pk) if act == "issue" else redirect("papers:papers", found.board.slug)
    )


@read_or_send
def style(request, slug):
    board = board_for(request.user, slug, Permission.PREPARE_PAPERS)
    now = style_of(board)
    form = StyleForm(*((request.POST, request.FILES) if request.method == "POST" else ()), style=now)
    if form.is_valid():
        try:
            changed = set_style(board, **form.asked(), **acts(request))
            messages.success(request, "Papers look so from now on." if changed else "Nothing was changed.")
            return redirect("papers:papers", board.slug)
        except ValidationError as refused:
            form.refuse(refused)
    context = {"board": board, "form": form, "style": now, "plan": latest_plan(board)}
    return render(request, "papers/style.html", context, status=400 if form.is_bound else 200)
