"""The pages on which a board reads a return, scores it, asks about it and raises actions from it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeboard.assurance import access, lists, services
from safeboard.assurance import moderation_queries as queries
from safeboard.assurance.forms import moderation as forms
from safeboard.assurance.handed_over import accepts
from safeboard.assurance.heat_map_queries import heat_map as all_returns
from safeboard.assurance.improving_queries import improvements_read_by, outstanding_in
from safeboard.assurance.views.evidence import document_file
from safeboard.boards.queries import themes_of
from safeboard.boards.rights import rights_on
from safeboard.core.handing_out import list_file
from safeboard.people.permissions import Permission

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def acts(request):
    """By whom and when, for a service."""
    return {"by": request.user, "at": timezone.now()}


def sent(request):
    """What a form was sent with; None where its page is only asked for."""
    return request.POST if request.method == "POST" else None


@require_safe
def moderate(request, pk, slug):
    """A return as a board reads it, standard by standard."""
    to, board = access.return_read_by(request.user, pk, board=slug)
    context = {"to": to, "board": board, "rights": rights_on(request.user, board)}
    context |= {"groups": queries.return_as_read(to, board), "peers": queries.peers_of(to, board)}
    context |= {"accepts": accepts(to, board), "letters": queries.letters_on(to, board)}
    context["improvements"] = improvements_read_by(to, board)
    context |= {"today": timezone.localdate(), "visits": queries.visits_to(to, board)}
    context["neighbours"] = neighbours(queries.read_by(to.exercise, board), to)
    return render(request, "assurance/moderation/return.html", context)


def neighbours(returns, to):
    """The return before and the one after it, in the order of the panel's day."""
    at = next(number for number, one in enumerate(returns) if one.pk == to.pk)
    return {
        "before": returns[at - 1] if at else None,
        "after": returns[at + 1] if at + 1 < len(returns) else None,
    }


@require_safe
def panel(request, pk, slug):
    """The same for a panel in one room: large, what differs first, without what can be done."""
    to, board = access.return_read_by(request.user, pk, board=slug)
    groups = queries.return_as_read(to, board)
    rows = sorted(
        (row for group in groups for row in group.rows if row.scored),
        key=lambda row: -abs(row.gap.mean) if row.gap else 1,
    )
    context = {"to": to, "board": board, "rows": rows}
    context["neighbours"] = neighbours(queries.read_by(to.exercise, board), to)
    return render(request, "assurance/moderation/panel.html", context)


@read_or_send
def judge(request, pk, slug, question):
    """One answer: the board's score with its reason, and what it asks the agency."""
    to, board, row = one_answer(request, pk, slug, question)
    initial = {"value": row.own.value, "why": row.own.why} if row.own else None
    form = forms.JudgeForm(sent(request), question=row.question, initial=initial) if row.scored else None
    if form and form.is_valid():
        try:
            services.judge(to, row.question, board=board, **form.cleaned_data, **acts(request))
            return onwards(request, to, board, row.question)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"to": to, "board": board, "row": row, "form": form, "ask": forms.AskForm()}
    bound = form is not None and form.is_bound
    return render(request, "assurance/moderation/answer.html", context, status=400 if bound else 200)


def onwards(request, to, board, question):
    """On to the next answer that this board has not scored, or back to the return."""
    messages.success(request, f"Question {question.code} is scored.")
    rows = [row for group in queries.return_as_read(to, board) for row in group.rows]
    at = next(number for number, row in enumerate(rows) if row.question.pk == question.pk)
    later = next((row for row in rows[at + 1 :] if row.scored and not row.own), None)
    if later:
        return redirect("assurance:judge", to.pk, board.slug, later.question.pk)
    return redirect("assurance:moderate", to.pk, board.slug)


@require_POST
def ask(request, pk, slug, question):
    to, board, row = one_answer(request, pk, slug, question)
    form = forms.AskForm(request.POST)
    if form.is_valid():
        services.ask_about(to, row.question, board=board, **form.cleaned_data, **acts(request))
        messages.success(request, "The agency sees your question beside its answer.")
        return redirect("assurance:judge", to.pk, board.slug, row.question.pk)
    judged = forms.JudgeForm(question=row.question) if row.scored else None
    context = {"to": to, "board": board, "row": row, "form": judged, "ask": form}
    return render(request, "assurance/moderation/answer.html", context, status=400)


@read_or_send
def finding(request, pk, slug, question):
    """An action in the board's plan, raised from an answer."""
    to, board, row = one_answer(request, pk, slug, question)
    access.require_plan_changes(request.user, board)
    form = forms.FindingForm(sent(request), issues=queries.issues_of(board), themes=themes_of(board))
    if form.is_valid():
        try:
            found = note_finding(to, row.question, board, form.cleaned_data, **acts(request))
            done = f"A{found.action_id} is in the plan." if found.action_id else "The finding is kept."
            messages.success(request, done)
            return redirect("assurance:judge", to.pk, board.slug, row.question.pk)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
    context = {"to": to, "board": board, "row": row, "form": form}
    return render(request, "assurance/moderation/finding.html", context, status=400 if form.is_bound else 200)


def note_finding(to, question, board, said, **acts):
    """A finding as its form has it: with an action where one is named."""
    kept = {"words": said["words"], "themes": said.get("themes", ())}
    if not said["action"]:
        return services.find(to, question, board=board, **kept, **acts)
    leads = [said["lead"]] if said["lead"] else []
    raised = {name: said[name] for name in ("issue", "action", "due")}
    return services.raise_action(to, question, board=board, leads=leads, **kept, **raised, **acts)


def one_answer(request, pk, slug, question):
    """(the return, the board, the Row of one question of it). 404 where the board does not read that question."""
    to, board = access.return_read_by(request.user, pk, board=slug)
    for group in queries.return_as_read(to, board):
        for row in group.rows:
            if row.question.pk == question:
                return to, board, row
    raise Http404


@read_or_send
def send_back(request, pk, slug):
    to, board = access.return_read_by(request.user, pk, Permission.RUN_ASSURANCE, board=slug)
    form = forms.SendBackForm(sent(request))
    if form.is_valid():
        try:
            services.send_back(to, board=board, **form.cleaned_data, **acts(request))
            messages.success(request, f"It is with {to.agency} again.")
            return redirect("assurance:exercise", to.exercise_id)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
    context = {"to": to, "board": board, "form": form}
    return render(
        request, "assurance/moderation/send_back.html", context, status=400 if form.is_bound else 200
    )


@require_POST
def accept(request, pk, slug):
    to, board = access.return_read_by(request.user, pk, Permission.RUN_ASSURANCE, board=slug)
    try:
        services.accept(to, board=board, **acts(request))
        messages.success(request, f"The return of {to.agency} is accepted.")
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect("assurance:moderate", to.pk, board.slug)


# --- All of them at once ---


@require_safe
def heat_map(request, pk, slug):
    exercise, board = access.exercise_moderated_by(request.user, pk, slug)
    context = {"exercise": exercise, "board": board, "map": all_returns(exercise, board)}
    context["shared"] = queries.shared_boards(exercise, board)
    context["rights"] = rights_on(request.user, board)
    context["findings"] = queries.findings_of(exercise, board)
    context |= {"outstanding": outstanding_in(exercise, board), "today": timezone.localdate()}
    return render(request, "assurance/moderation/heat_map.html", context)


@require_safe
def heat_list(request, pk, slug, kind):
    exercise, board = access.exercise_moderated_by(request.user, pk, slug)
    return list_file(lists.heat_map(exercise, board, all_returns(exercise, board)), kind)


@require_POST
def share(request, pk, slug, reader):
    """Let another board of the exercise read this one's moderation, or no more: do is "share" or "keep"."""
    exercise, board = access.exercise_moderated_by(request.user, pk, slug, Permission.RUN_ASSURANCE)
    other = next((one for one, _ in queries.shared_boards(exercise, board) if one.pk == reader), None)
    if other is None:
        raise Http404
    verb = services.keep_judgements if request.POST.get("do") == "keep" else services.share_judgements
    verb(exercise, board=board, reader=other, **acts(request))
    messages.success(request, "It is so from now on.")
    return redirect("assurance:heat_map", exercise.pk, board.slug)


# --- Peers ---


@read_or_send
def ask_peer(request, pk, slug):
    to, board = access.return_read_by(request.user, pk, Permission.RUN_ASSURANCE, board=slug)
    form = forms.PeerForm(sent(request), seats=queries.possible_peers(to, board))
    if form.is_valid():
        seat = form.cleaned_data["seat"]
        try:
            services.ask_peer(to, board=board, agency=seat.agency, user=seat.user, **acts(request))
            messages.success(request, f"{seat.user} is asked to look at it.")
            return redirect("assurance:moderate", to.pk, board.slug)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
    context = {"to": to, "board": board, "form": form}
    return render(
        request, "assurance/moderation/ask_peer.html", context, status=400 if form.is_bound else 200
    )


@read_or_send
def peer(request, pk):
    """A return as a peer reads it, once they have said what interests they have."""
    found = access.peer_for(request.user, pk)
    form = None
    if found.declared_at is None:
        form = forms.InterestsForm(sent(request))
        if form.is_valid():
            services.declare_interests(found, **form.cleaned_data, **acts(request))
            return redirect("assurance:peer", found.pk)
    context = {"peer": found, "to": found.to, "board": found.board, "form": form}
    if form is None:
        context["groups"] = queries.as_a_peer(found)
    bound = form is not None and form.is_bound
    return render(request, "assurance/moderation/peer.html", context, status=400 if bound else 200)


@require_safe
def peer_evidence(request, pk, use):
    """The bytes of a document beside an answer, for a peer: of those that stand on their page."""
    found = access.peer_for(request.user, pk)
    groups = queries.as_a_peer(found) if found.declared_at else []
    uses = (one for group in groups for row in group.rows for one in row.proofs)
    shown = next((one for one in uses if one.pk == use), None)
    if shown is None:
        raise Http404
    return document_file(shown.version.document)


@require_POST
def end_peer(request, pk):
    """Ask a peer no more; what they advised stays."""
    found = access.peer_asked_by(request.user, pk)
    services.end_peer(found, **acts(request))
    messages.success(request, f"{found.user} is asked no more. What they advised stays.")
    return redirect("assurance:moderate", found.to_id, found.board.slug)


@read_or_send
def advise(request, pk, question):
    found = access.peer_for(request.user, pk)
    rows = [row for group in queries.as_a_peer(found) for row in group.rows] if found.declared_at else []
    row = next((one for one in rows if one.question.pk == question and one.scored), None)
    if row is None:
        raise Http404
    initial = {"value": row.own.value, "why": row.own.why} if row.own else None
    form = forms.JudgeForm(sent(request), question=row.question, initial=initial)
    if form.is_valid():
        try:
            services.advise(found, row.question, **form.cleaned_data, **acts(request))
            return redirect("assurance:peer", found.pk)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
    context = {"peer": found, "to": found.to, "board": found.board, "row": row, "form": form}
    return render(request, "assurance/moderation/advise.html", context, status=400 if form.is_bound else 200)


# --- What the agency sees of it ---


@require_safe
def feedback(request, pk):
    """What every board made of the agency's return, and what they ask."""
    to, parts = access.return_answered_by(request.user, pk)
    rows = queries.feedback_on(to)
    context = {
        "to": to,
        "rows": [row for row in rows if access.may_read_own(parts, row.question.standard_id)],
    }
    if any(part.role != part.As.COLLEAGUE for part in parts):
        context["letters"] = queries.letters_to(to)
    return render(request, "assurance/moderation/feedback.html", context)


@read_or_send
def reply(request, pk, slug, question):
    """The agency answers what a board asked about one answer."""
    to = access.return_authored_by(request.user, pk)
    rows = {row.question.pk: row for row in queries.feedback_on(to)}
    views = rows[question].views if question in rows else []
    view = next((one for one in views if one.board.slug == slug and one.talk), None)
    if view is None:
        raise Http404
    form = forms.ReplyForm(sent(request))
    if form.is_valid():
        one = rows[question].question
        services.reply_about(to, one, board=view.board, **form.cleaned_data, **acts(request))
        messages.success(request, f"{view.board} sees your answer.")
        return redirect("assurance:feedback", to.pk)
    context = {"to": to, "row": rows[question], "view": view, "form": form}
    return render(request, "assurance/moderation/reply.html", context, status=400 if form.is_bound else 200)
