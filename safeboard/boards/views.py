"""The pages of a board's people, leads, meetings and words."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeboard.boards import access, forms, lists, queries, services
from safeboard.boards.access import board_for
from safeboard.boards.rights import rights_on
from safeboard.core.handing_out import list_file
from safeboard.history.queries import events_of
from safeboard.people.permissions import Permission

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def acts(request):
    """By whom and when, for a service."""
    return {"by": request.user, "at": timezone.now()}


def sent(request):
    """What was posted, or nothing for a form that is only shown."""
    return request.POST if request.method == "POST" else None


def show(request, template, form, **context):
    """A page with a form on it: 400 where it was refused."""
    status = 400 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)


def done(form, verb, **what):
    """Whether the service did it. What it refuses stands on the form."""
    try:
        verb(**what)
    except ValidationError as refusal:
        forms.refuse(form, refusal)
        return False
    return True


# --- People ---


@require_safe
def people(request, slug):
    board = board_for(request.user, slug)
    today = timezone.localdate()
    context = {"board": board, "rights": rights_on(request.user, board)}
    return render(request, "boards/people.html", context | {"people": queries.people_of(board, today=today)})


@require_safe
def people_list(request, slug, kind):
    board = board_for(request.user, slug)
    rights = rights_on(request.user, board)
    shown = queries.people_of(board, today=timezone.localdate())
    return list_file(lists.people(board, shown, addresses=rights.keep_seats), kind)


@read_or_send
def invite(request, slug):
    board = board_for(request.user, slug, Permission.KEEP_SEATS)
    form = forms.InviteForm(sent(request), board=board, today=timezone.localdate())
    address = request.build_absolute_uri(reverse("people:sign_in"))
    if form.is_valid() and done(
        form, services.invite, board=board, address=address, **acts(request), **form.cleaned_data
    ):
        email = form.cleaned_data["email"]
        messages.success(request, f"{email} is invited to {board}. The e-mail says how to sign in.")
        return redirect("boards:people", slug)
    return show(request, "boards/invite.html", form, board=board)


@read_or_send
def change_seat(request, pk):
    seat = access.seat_for(request.user, pk, Permission.KEEP_SEATS)
    today = timezone.localdate()
    form = forms.ChangeSeatForm(sent(request), seat=seat, today=today)
    if form.is_valid() and done(form, services.change_seat, seat=seat, **acts(request), **form.cleaned_data):
        messages.success(request, f"The seat of {seat.user} is changed.")
        return redirect("boards:people", seat.board.slug)
    over = seat.ends and seat.ends < today
    context = {"board": seat.board, "seat": seat, "over": over, "events": events_of(seat)}
    return show(request, "boards/seat.html", form, **context)


@read_or_send
def end_seat(request, pk):
    seat = access.seat_for(request.user, pk, Permission.KEEP_SEATS)
    form = forms.EndSeatForm(sent(request), seat=seat, today=timezone.localdate())
    if form.is_valid() and done(form, services.end_seat, seat=seat, **acts(request), **form.wanted()):
        messages.success(request, words_of_end(seat, form.wanted()))
        return redirect("boards:people", seat.board.slug)
    return show(request, "boards/end_seat.html", form, board=seat.board, seat=seat)


def words_of_end(seat, wanted):
    when = f"ends on {wanted['ends']:%-d %B %Y}" if wanted["ends"] else "is taken away"
    to = f" {wanted['successor'].user} takes over their leads." if wanted["successor"] else ""
    return f"The seat of {seat.user} {when}.{to}"


@require_POST
def invite_again(request, pk):
    seat = access.seat_for(request.user, pk, Permission.KEEP_SEATS)
    address = request.build_absolute_uri(reverse("people:sign_in"))
    try:
        services.invite_again(seat, address=address, **acts(request))
        messages.success(request, f"{seat.user.email} is invited again.")
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("boards:people", seat.board.slug)


@read_or_send
def my_seat(request, slug):
    board = board_for(request.user, slug)
    seats = queries.own_seats(request.user, board, today=timezone.localdate())
    wants = any(shown.seat.wants_reminders for shown in seats)
    form = forms.OwnSeatForm(sent(request), initial={"wants_reminders": wants})
    if form.is_valid():
        wants = form.cleaned_data["wants_reminders"]
        services.set_reminders([shown.seat for shown in seats], wants=wants, **acts(request))
        messages.success(
            request, f"Reminders of {board} {'reach' if wants else 'no longer reach'} you by e-mail."
        )
        return redirect("boards:my_seat", slug)
    return show(request, "boards/my_seat.html", form, board=board, seats=seats)


# --- Leads ---


@require_safe
def leads(request, slug):
    board = board_for(request.user, slug)
    context = {"board": board, "rights": rights_on(request.user, board)}
    shown = queries.leads_of(board, today=timezone.localdate())
    return render(request, "boards/leads.html", context | {"leads": shown})


@require_safe
def leads_list(request, slug, kind):
    board = board_for(request.user, slug)
    return list_file(lists.leads(board, queries.leads_of(board, today=timezone.localdate())), kind)


@read_or_send
def lead(request, pk):
    found = access.lead_for(request.user, pk, Permission.KEEP_LEADS)
    today = timezone.localdate()
    form = forms.LeadForm(sent(request), lead=found, today=today)
    if form.is_valid() and done(
        form, services.change_lead, lead=found, starts=today, **acts(request), **form.wanted()
    ):
        messages.success(request, f"What is known of {found} is kept.")
        return redirect("boards:leads", found.board.slug)
    context = {"board": found.board, "lead": queries.lead_shown(found, today=today)}
    context |= {"names": queries.names_before(found), "events": events_of(found)}
    return show(request, "boards/lead.html", form, **context)


# --- Meetings ---


@require_safe
def meetings(request, slug):
    board = board_for(request.user, slug)
    coming, past = queries.meetings_of(board, today=timezone.localdate())
    context = {"board": board, "rights": rights_on(request.user, board), "coming": coming, "past": past}
    return render(request, "boards/meetings.html", context)


@require_safe
def meetings_list(request, slug, kind):
    board = board_for(request.user, slug)
    coming, past = queries.meetings_of(board, today=timezone.localdate())
    return list_file(lists.meetings(board, [*coming, *past]), kind)


@read_or_send
def add_meeting(request, slug):
    board = board_for(request.user, slug, Permission.KEEP_MEETINGS)
    form = forms.MeetingForm(sent(request))
    if form.is_valid() and done(
        form, services.add_meeting, board=board, **acts(request), **form.cleaned_data
    ):
        messages.success(request, "The meeting is added.")
        return redirect("boards:meetings", slug)
    return show(request, "boards/meeting.html", form, board=board)


@read_or_send
def meeting(request, pk):
    found = access.meeting_for(request.user, pk, Permission.KEEP_MEETINGS)
    known = {name: getattr(found, name) for name in forms.MeetingForm.base_fields}
    form = forms.MeetingForm(sent(request), initial=known)
    if form.is_valid() and done(
        form, services.change_meeting, meeting=found, **acts(request), **form.cleaned_data
    ):
        messages.success(request, "The meeting is changed.")
        return redirect("boards:meetings", found.board.slug)
    context = {"board": found.board, "meeting": found, "events": events_of(found)}
    return show(request, "boards/meeting.html", form, **context)


# --- Glossary ---


@require_safe
def glossary(request, slug):
    board = board_for(request.user, slug)
    letters = queries.letters_of(queries.terms_on(board, day=timezone.localdate()))
    context = {"board": board, "rights": rights_on(request.user, board), "letters": letters}
    return render(request, "boards/glossary.html", context)


@require_safe
def glossary_list(request, slug, kind):
    board = board_for(request.user, slug)
    return list_file(lists.glossary(board, queries.terms_on(board, day=timezone.localdate())), kind)


@read_or_send
def add_term(request, slug):
    board = board_for(request.user, slug, Permission.KEEP_GLOSSARY)
    form = forms.TermForm(sent(request))
    if form.is_valid() and done(form, services.add_term, board=board, **acts(request), **form.cleaned_data):
        messages.success(request, f"{form.cleaned_data['acronym']} is in the glossary.")
        return redirect("boards:glossary", slug)
    return show(request, "boards/add_term.html", form, board=board)


@read_or_send
def strike_term(request, pk):
    term = access.term_for(request.user, pk, Permission.KEEP_GLOSSARY)
    form = forms.StrikeForm(sent(request))
    if form.is_valid() and done(form, services.strike_term, term=term, **acts(request), **form.cleaned_data):
        messages.success(request, f"“{term.meaning}” is taken out of the glossary.")
        return redirect("boards:glossary", term.board.slug)
    return show(request, "boards/strike_term.html", form, board=term.board, term=term)


# --- Settings ---


@read_or_send
def settings(request, slug):
    board = board_for(request.user, slug, Permission.CHANGE_PLANS)
    known = {name: getattr(board, name) for name in forms.SettingsForm.base_fields}
    form = forms.SettingsForm(sent(request), initial=known)
    if form.is_valid() and done(
        form, services.change_settings, board=board, **acts(request), **form.cleaned_data
    ):
        messages.success(request, "The settings are kept.")
        return redirect("boards:settings", slug)
    return show(request, "boards/settings.html", form, board=board)


@read_or_send
def themes(request, slug):
    board = board_for(request.user, slug, Permission.CHANGE_PLANS)
    known = "\n".join(theme.name for theme in queries.themes_of(board))
    form = forms.ThemesForm(sent(request), initial={"themes": known})
    if form.is_valid() and done(
        form, services.keep_themes, board=board, names=form.cleaned_data["themes"], **acts(request)
    ):
        messages.success(request, "The themes are kept.")
        return redirect("boards:settings", slug)
    return show(request, "boards/themes.html", form, board=board)
