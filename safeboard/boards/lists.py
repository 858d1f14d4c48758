"""What the pages of a board list, as lists to take away."""

from safeboard.boards.queries import People, ShownSeat
from safeboard.core.listing import Listing


def people(board, shown: People, *, addresses: bool) -> Listing:
    """Those who sit, will sit and sat. addresses: with e-mail addresses, for those who keep the seats."""
    columns = ["Name", *(["E-mail address"] if addresses else []), "Role", "Deputy for", "Agency"]
    columns += ["Answers for", "Since", "Until", "Standing"]
    standings = {"Sits": shown.sitting, "Will sit": shown.coming, "Sat": shown.past}
    rows = [_seat(one, words, addresses) for words, seats in standings.items() for one in seats]
    return Listing(f"People of {board.name}", columns, rows)


def _seat(shown: ShownSeat, standing, addresses):
    seat = shown.seat
    who = (seat.user.name, *((seat.user.email,) if addresses else ()))
    agency = seat.agency.name if seat.agency else ""
    return *who, shown.role, shown.deputises, agency, ", ".join(shown.leads), seat.starts, seat.ends, standing


def leads(board, shown) -> Listing:
    """shown: [queries.ShownLead]."""
    columns = ["Lead", "What it is", "Also written", "Who answers"]
    rows = [
        (one.called, one.what, ", ".join(one.written), ", ".join(map(_answers, one.answering)))
        for one in shown
    ]
    return Listing(f"Leads of {board.name}", columns, rows)


def _answers(answering):
    return f"{answering.user.name} (deputy)" if answering.deputy else answering.user.name


def meetings(board, found) -> Listing:
    """found: [Meeting], those to come before those past."""
    columns = ["Day", "Kind", "Updates by", "Papers due"]
    rows = [(one.date, one.kind, one.updates_by, one.papers_by) for one in found]
    return Listing(f"Meetings of {board.name}", columns, rows)


def glossary(board, terms) -> Listing:
    columns = ["Acronym", "Meaning", "Since"]
    rows = [(term.acronym, term.meaning, term.effective_on) for term in terms]
    return Listing(f"Glossary of {board.name}", columns, rows)
