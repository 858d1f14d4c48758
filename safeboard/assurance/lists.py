"""What the pages of assurance list, as lists to take away."""

from django.conf import settings

from safeboard.core.listing import Listing


def returns(exercise, shown) -> Listing:
    """shown: [exercise_queries.Shown]."""
    columns = ["Agency", "Sector", "State", "Due", "Late", "Answered", "Asked", "Last answer saved"]
    rows = [
        (
            one.to.agency.name,
            one.to.get_sector_display(),
            one.to.get_state_display(),
            one.to.due_on,
            one.late,
            one.answered,
            one.asked,
            one.heard,
        )
        for one in shown
    ]
    return Listing(f"Returns, {exercise}", columns, rows)


def heat_map(exercise, board, shown) -> Listing:
    """shown: moderation_queries.HeatMap. Two columns a standard: what agencies say, and what the board found."""
    columns = ["Agency", "Sector"]
    for standard in shown.standards:
        columns += [f"{standard.code} self", f"{standard.code} moderated"]
    rows = [
        (to.agency.name, to.get_sector_display(), *(value for place in places for value in _means(place)))
        for to, places in shown.rows
    ]
    return Listing(f"Heat map, {exercise}, {board}", columns, rows)


def addresses(survey, unused) -> Listing:
    """unused: [(group's name, path)]. Who is handed which is nowhere."""
    rows = [(group, settings.SITE + path) for group, path in unused]
    return Listing(f"Addresses, {survey}", ["Group", "Address, works once"], rows)


def _means(place):
    return tuple(None if mean is None else round(float(mean), 2) for mean in (place.own, place.moderated))
