"""The pages of a board's standards: its sets, the next version as it is written, and what was published."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeboard.assurance import access, drafting, services
from safeboard.assurance import exercise_queries as exercises
from safeboard.assurance import standards_queries as queries
from safeboard.assurance.forms import standards as forms
from safeboard.assurance.loading import NotASet, as_listings, as_yaml, load
from safeboard.assurance.outline import SetOutline
from safeboard.assurance.own_queries import own_assessments_of
from safeboard.assurance.survey_queries import surveys_of
from safeboard.boards.access import board_for
from safeboard.boards.models import SECTORS
from safeboard.boards.rights import rights_on
from safeboard.core.handing_out import SHEET
from safeboard.core.listing import as_excel
from safeboard.people.permissions import Permission

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
FORMS = {"yaml": "application/yaml; charset=utf-8", "xlsx": SHEET}
REMOVE, UP, DOWN = "remove", drafting.UP, drafting.DOWN


def acts(request):
    """By whom and when, for a service."""
    return {"by": request.user, "at": timezone.now()}


def sent(request):
    """What a form was sent with; None where its page is only asked for."""
    return request.POST if request.method == "POST" else None


@require_safe
def assurance(request, slug):
    """All a board asks agencies by, and has asked them."""
    board = board_for(request.user, slug)
    context = {"board": board, "rights": rights_on(request.user, board)}
    context |= {"sets": queries.sets_of(board), "exercises": exercises.exercises_of(board)}
    if context["rights"].run_assurance:
        context |= {"surveys": surveys_of(board), "today": timezone.localdate()}
    if context["rights"].moderate:
        context["own"] = own_assessments_of(board)
    return render(request, "assurance/assurance.html", context)


@read_or_send
def start(request, slug):
    board = board_for(request.user, slug, Permission.RUN_ASSURANCE)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.StartForm(*sent)
    if form.is_valid():
        try:
            made = services.start_set(board, begun_with(form.cleaned_data), **acts(request))
            return redirect("assurance:draft", made.pk)
        except NotASet as refused:
            form.add_error("file", str(refused))
        except ValidationError as refused:
            form.add_error("name" if "name" in getattr(refused, "error_dict", {}) else None, refused.messages)
    context = {"board": board, "form": form}
    return render(request, "assurance/standards/start.html", context, status=400 if form.is_bound else 200)


def begun_with(said) -> SetOutline:
    """Raises NotASet."""
    if said["begin"] == forms.EMPTY:
        return SetOutline(said["name"], said["kind"] or "section11")
    data = said["file"].read() if said["begin"] == forms.FILE else drafting.sample_bytes(said["begin"])
    outline = load(data, frozenset(SECTORS)).outline
    outline.name = said["name"] or outline.name
    return outline


@require_POST
def begin_survey_set(request, pk):
    """A set for practitioners, made of the scored questions of this one: its codes stay, its words are to be written anew."""
    found = access.set_for(request.user, pk, Permission.RUN_ASSURANCE)
    version = next(iter(queries.versions_of(found)), None)
    if version is None:
        raise Http404
    try:
        outline = drafting.for_practitioners(queries.outline_of(version))
        made = services.start_set(found.board, outline, **acts(request))
        messages.success(
            request, "Write each question as you would ask a practitioner. Its code makes it comparable."
        )
        return redirect("assurance:draft", made.pk)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return redirect("assurance:set", pk)


@require_safe
def standard_set(request, pk):
    found = access.set_for(request.user, pk)
    versions = queries.versions_of(found)
    return version_page(request, found, versions, versions[0] if versions else None)


@require_safe
def version(request, pk, number):
    found = access.set_for(request.user, pk)
    versions = queries.versions_of(found)
    one = next((one for one in versions if one.number == number), None)
    if one is None:
        raise Http404
    return version_page(request, found, versions, one)


def version_page(request, found, versions, one):
    context = {"board": found.board, "set": found, "versions": versions, "version": one}
    context["rights"] = rights_on(request.user, found.board)
    if one:
        before = next((earlier for earlier in versions if earlier.number == one.number - 1), None)
        context["outline"] = queries.outline_of(one)
        context["changes"] = queries.changes_to(context["outline"], before)
    return render(request, "assurance/standards/version.html", context)


@require_safe
def version_file(request, pk, number, kind):
    found = access.set_for(request.user, pk)
    one = get_object_or_404(found.versions, number=number)
    return file_of(queries.outline_of(one), kind, f"{found.name} {number}")


def file_of(outline, kind, name):
    if kind not in FORMS:
        raise Http404
    data = as_yaml(outline) if kind == "yaml" else as_excel(*as_listings(outline))
    disposition = f'attachment; filename="{slugify(name)[:100] or "standards"}.{kind}"'
    return HttpResponse(data, content_type=FORMS[kind], headers={"Content-Disposition": disposition})


# --- The draft ---


@read_or_send
def draft(request, pk):
    """The next version as it is being written. Sent: begin it, from what is published."""
    found = access.set_for(request.user, pk, Permission.RUN_ASSURANCE)
    if request.method == "POST":
        if not found.draft:
            outline = queries.outline_of(queries.versions_of(found)[0])
            return save(request, found, outline, "The next version begins as this one is.")
        return redirect("assurance:draft", found.pk)
    if not found.draft:
        return redirect("assurance:set", found.pk)
    return draft_page(request, found, forms.LoadForm())


def draft_page(request, found, form, status=200):
    outline = queries.draft_of(found)
    context = {"board": found.board, "set": found, "outline": outline, "form": form, "sectors": SECTORS}
    context["faults"] = queries.faults_in(outline)
    return render(request, "assurance/standards/draft.html", context, status=status)


@require_safe
def draft_file(request, pk, kind):
    found = drafted(request, pk)
    return file_of(queries.draft_of(found), kind, f"{found.name} draft")


@require_POST
def load_draft(request, pk):
    """A file in place of the whole draft. What is wrong with it is listed on the draft's page."""
    found = drafted(request, pk)
    form = forms.LoadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            loaded = load(form.cleaned_data["file"].read(), frozenset(SECTORS))
            for fault in loaded.faults[:20]:
                messages.warning(request, str(fault))
            return save(request, found, loaded.outline, "The draft is what the file says.")
        except NotASet as refused:
            form.add_error("file", str(refused))
    return draft_page(request, found, form, 400)


@read_or_send
def standard(request, pk):
    """Add a standard, or change the one of ?standard=."""
    found, code = drafted(request, pk), request.GET.get("standard", "")
    outline = queries.draft_of(found)
    initial = in_draft(drafting.standard_in, outline, code) if code else None
    form = forms.StandardForm(sent(request), initial=initial_of(found, initial))
    change = {"called": "standard", "code": code}
    return part(
        request, found, form, change, lambda line: drafting.with_standard(outline, line, instead_of=code)
    )


@read_or_send
def question(request, pk):
    """Add a question to ?standard=, or change its ?question=."""
    found, holder = drafted(request, pk), request.GET.get("standard", "")
    outline, code = queries.draft_of(found), request.GET.get("question", "")
    in_draft(drafting.standard_in, outline, holder)
    initial = in_draft(drafting.question_in, outline, holder, code) if code else None
    said = initial_of(found, initial)
    if initial:
        said["choices"] = "\n".join(initial.choices)
    form = forms.QuestionForm(sent(request), initial=said, scales=outline.scales)
    change = {"called": "question", "code": code}
    return part(
        request,
        found,
        form,
        change,
        lambda line: drafting.with_question(outline, holder, line, instead_of=code),
    )


@read_or_send
def scale(request, pk):
    """Add a scale, from one that is ready where ?ready= names it; or change the one of ?scale=."""
    found, code = drafted(request, pk), request.GET.get("scale", "")
    outline = queries.draft_of(found)
    initial = next((one for one in outline.scales if one.code == code), None)
    if code and initial is None:
        raise Http404
    initial = initial or drafting.ready_scales().get(request.GET.get("ready", ""))
    said = initial_of(found, initial)
    if initial:
        said["points"] = forms.points_in_words(initial.points)
    form = forms.ScaleForm(sent(request), initial=said)
    ready = [] if code else drafting.ready_scales().values()
    change = {"called": "scale", "code": code, "ready": ready}
    return part(
        request, found, form, change, lambda line: drafting.with_scale(outline, line, instead_of=code)
    )


def part(request, found, form, change, becomes):
    """One part of the draft, added or changed."""
    if form.is_valid():
        return save(
            request, found, becomes(form.asked()), "The draft is saved.", seen=form.cleaned_data["seen"]
        )
    context = {"board": found.board, "set": found, "form": form, **change}
    return render(request, "assurance/standards/part.html", context, status=400 if form.is_bound else 200)


@require_POST
def act(request, pk):
    """Remove or move a standard or a question: standard, question (empty: the standard itself), do, seen."""
    found = drafted(request, pk)
    outline = queries.draft_of(found)
    holder, code, do = (request.POST.get(name, "") for name in ("standard", "question", "do"))
    if do == REMOVE:
        verb = drafting.without_question if code else drafting.without_standard
        args = (holder, code) if code else (holder,)
    elif do in (UP, DOWN):
        verb = drafting.moved_question if code else drafting.moved_standard
        args = (holder, code, do) if code else (holder, do)
    else:
        raise Http404
    seen = request.POST.get("seen", "")
    number = int(seen) if seen.isdecimal() and len(seen) < 9 else -1
    return save(request, found, in_draft(verb, outline, *args), "The draft is saved.", seen=number)


@read_or_send
def publish(request, pk):
    found = drafted(request, pk)
    outline, versions = queries.draft_of(found), queries.versions_of(found)
    faults = queries.faults_in(outline)
    sent = request.POST if request.method == "POST" and not faults else None
    form = forms.PublishForm(sent, first=not versions, initial={"seen": found.draft_number})
    if form.is_valid():
        try:
            said = form.cleaned_data.get("what_changed", "")
            one = services.publish(found, what_changed=said, seen=form.cleaned_data["seen"], **acts(request))
            messages.success(request, f"Version {one.number} is published.")
            return redirect("assurance:set", found.pk)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
    context = {"board": found.board, "set": found, "outline": outline, "form": form, "faults": faults}
    context["changes"] = queries.changes_to(outline, versions[0] if versions else None)
    return render(request, "assurance/standards/publish.html", context, status=400 if form.is_bound else 200)


def drafted(request, pk):
    """A set with a draft; 404 where nobody writes one."""
    found = access.set_for(request.user, pk, Permission.RUN_ASSURANCE)
    if not found.draft:
        raise Http404
    return found


def in_draft(verb, outline, *args):
    try:
        return verb(outline, *args)
    except drafting.Gone:
        raise Http404 from None


def initial_of(found, line):
    said = {name: getattr(line, name) for name in line.__slots__} if line else {}
    return {**said, "seen": found.draft_number}


def save(request, found, outline, done, seen=None):
    """Keep the draft, say one line, and go back to it."""
    try:
        number = found.draft_number if seen is None else seen
        services.save_draft(found, outline, seen=number, **acts(request))
        messages.success(request, done)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect("assurance:draft", found.pk)
