"""The ground of the verbs that shape a plan: the part as it stands, held, and what may not be done to it.

`seen` keeps two people or two clicks apart. To change, drop, take up or move: the key of the newest change of the part
that the person saw (0: none); if another came since, `ChangedMeanwhile`. To add: the newest key of that kind they saw; if
the same words were added in that place since, `AddedAlready`. None: nobody looked.
"""

from django.core.exceptions import ValidationError
from django.utils import timezone

from safeboard.boards.services import leads_named
from safeboard.boards.spelling import key_of
from safeboard.plans import places
from safeboard.plans.models import Action, ActionLead, Closing, Plan, Priority
from safeboard.plans.painting import paint
from safeboard.plans.services.standing import refuse_closed, refuse_gone_on

LONGEST_NAME = 200  # letters of a lead


class ChangedMeanwhile(ValidationError):
    """Somebody else changed the part after this person looked at it. Nothing was done."""


class AddedAlready(ValidationError):
    """The same was added to the same place after this person looked at it, such as by the first of two clicks.

    part: what was added then.
    """

    def __init__(self, part):
        super().__init__(f"“{part}” was added already. It is there once.")
        self.part = part


def kind_of(part):
    """ "priority", "outcome", "issue" or "action"."""
    return part._meta.model_name


def plan_of(part):
    if isinstance(part, Plan):
        return part
    if isinstance(part, Priority):
        return part.plan
    return part.issue.priority.plan if isinstance(part, Action) else part.priority.plan


def hold_plan(plan):
    """Those who reshape one plan do so one after the other. Raises ValidationError where it is withdrawn or closed."""
    if Plan.objects.select_for_update(no_key=True).get(pk=plan.pk).withdrawn_at:
        raise ValidationError("This plan has been withdrawn: nothing in it can be changed.")
    if closing := Closing.objects.filter(plan=plan).first():
        refuse_closed(plan, closing)


def hold_and_paint(plan, *, at, only=None):
    hold_plan(plan)
    (picture,) = paint([plan], day=timezone.localdate(at), ahead=True, only=only)
    return picture


def hold_part(part, *, at, all_of_it=False):
    """The part as it stands after everything recorded, dropped or not, and the plan's picture.

    all_of_it: the picture has everything else too.
    """
    kind = kind_of(part)
    only = {"action": [part.pk], "outcome": None}.get(kind, [])
    picture = hold_and_paint(plan_of(part), at=at, only=None if all_of_it else only)
    return places.find(picture, kind, part.pk), picture


def require_standing(kind, shown, act):
    """Raises ValidationError where the part, or what it is inside of, is dropped; or it is an action that went on."""
    if kind == "action":
        refuse_gone_on(shown)
    if dropped := shown.dropped:
        itself = "It" if dropped.part == kind else f"Its {dropped.part}"
        on = in_full(dropped.effective_on)
        raise ValidationError(f"{itself} was dropped on {on}. Take it up again before you {act}.")


def require_seen(shown, seen):
    newest = max((change.pk for change in shown.changes), default=0)
    if seen is not None and newest > seen:
        raise ChangedMeanwhile(
            "Somebody else has changed it meanwhile. Look at what they did, shown on this page, and send yours again if it "
            "still holds."
        )


def require_not_before(earlier, effective_on, words):
    """A day may not be before that on which something else was done. earlier: a row or a change, or None.

    words: "It was dropped". Raises ValidationError.
    """
    if earlier and effective_on and earlier.effective_on and effective_on < earlier.effective_on:
        on = in_full(earlier.effective_on)
        raise ValidationError(f"{words} on {on}: enter that day or a later one")


def in_full(day):
    return f"{day:%-d %B %Y}"


def require_fit(model, name, value):
    most = model._meta.get_field(name).max_length
    if most and isinstance(value, str) and len(value) > most:
        raise ValidationError(f"Enter a {name.replace('_', ' ')} of at most {most} letters")


def leads_meant(plan, names, by, at):
    """[key, as written] of each lead once, in order. Names that the board does not know yet become leads of it."""
    written = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    for name in written:
        if not key_of(name) or len(name) > LONGEST_NAME:
            raise ValidationError(
                f"Enter each lead’s name with letters or figures in it, and at most {LONGEST_NAME} of them"
            )
    named = leads_named(plan.board, written, by=by, at=at)
    leads: dict[int, str] = {}
    for name in written:
        leads.setdefault(named[name].pk, name)
    return [[pk, name] for pk, name in leads.items()]


def name_leads(action, leads, change=None):
    ActionLead.objects.bulk_create(
        ActionLead(action=action, lead_id=pk, position=position, written=name, change=change)
        for position, (pk, name) in enumerate(leads)
    )
