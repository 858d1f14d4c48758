"""What the pages of rounds list, as lists to take away."""

from safeboard.core.listing import Listing
from safeboard.rounds.queries import NOBODY_NAMED


def rounds(board, found) -> Listing:
    """found: [(Round, Tally)]."""
    columns = ["Meeting", "Day of the meeting", "Opened", "Updates by", "Links work until", "State"]
    rows = [
        (
            round.meeting.kind,
            round.meeting.date,
            round.opens_on,
            round.updates_by,
            round.closes_on,
            round.get_state_display(),
            tally.answered,
            tally.asked,
        )
        for round, tally in found
    ]
    return Listing(f"Update rounds of {board.name}", [*columns, "Answered", "Asked about"], rows)


def rows_of(round, rows, *, chosen: str, names: bool) -> Listing:
    """rows: [queries.Row]. chosen: which of them these are, in words. names: with who was asked about each."""
    columns = ["Ref", "Action", "Leads", "Due, as written", "Late", "Last heard", "State"]
    listed = [_row(row, names) for row in rows]
    title = ", ".join(part for part in (f"Actions of the round, {round}", chosen) if part)
    return Listing(title, [*columns, *(["Asked"] if names else [])], listed)


def _row(row, names):
    one = row.action
    leads = ", ".join(name or NOBODY_NAMED for _, name in row.leads)
    asked = (", ".join(person.name for person in row.people),) if names else ()
    return one.ref, one.words, leads, one.due.written, one.late, one.heard_on, row.state_words, *asked


def people_of(round, people, *, addresses: bool) -> Listing:
    """people: [queries.Person]. addresses: with e-mail addresses, for those who run the rounds."""
    columns = ["Name", *(["E-mail address"] if addresses else []), "Agency", "Asked", "Still owes"]
    rows = [
        (
            one.addressee.name,
            *((one.addressee.email,) if addresses else ()),
            one.addressee.agency,
            one.asked,
            one.owes,
            one.seated,
            one.wants,
        )
        for one in people
    ]
    return Listing(f"Who was asked, {round}", [*columns, "Has a seat", "Wants messages"], rows)
