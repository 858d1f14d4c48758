"""The verbs that write to a plan. Each is one transaction, says who acts, and writes history."""

from safeboard.plans.services.accepting import (
    accept_reading,
    due_fields,
    leave_reading,
    steps_of,
    withdraw_plan,
)
from safeboard.plans.services.dating import (
    agree_date,
    ask_for_date,
    decline_date,
    meet_step,
    move_date,
    set_next_check,
    tell_first_date,
)
from safeboard.plans.services.marking import mark_plan, mark_public
from safeboard.plans.services.meanings import change_meaning
from safeboard.plans.services.parts import AddedAlready, ChangedMeanwhile
from safeboard.plans.services.proposing import (
    finish_proposal,
    leave_proposed,
    make_proposal,
    take_proposed,
)
from safeboard.plans.services.renewing import carry_on, close_plan, confirm_date, start_next_plan
from safeboard.plans.services.reshaping import change_part, drop_part, move_part, take_up_part
from safeboard.plans.services.saying import (
    assure,
    forget_typing,
    keep_typing,
    post_update,
    rate_over,
    say_difference,
)
from safeboard.plans.services.shaping import add_action, add_issue, add_outcome, add_priority, adopt_plan
from safeboard.plans.services.standing import restand

__all__ = [
    "AddedAlready",
    "ChangedMeanwhile",
    "accept_reading",
    "add_action",
    "add_issue",
    "add_outcome",
    "add_priority",
    "adopt_plan",
    "agree_date",
    "ask_for_date",
    "assure",
    "carry_on",
    "change_meaning",
    "change_part",
    "close_plan",
    "confirm_date",
    "decline_date",
    "drop_part",
    "due_fields",
    "finish_proposal",
    "forget_typing",
    "keep_typing",
    "leave_proposed",
    "leave_reading",
    "make_proposal",
    "mark_plan",
    "mark_public",
    "meet_step",
    "move_date",
    "move_part",
    "post_update",
    "rate_over",
    "restand",
    "say_difference",
    "set_next_check",
    "start_next_plan",
    "steps_of",
    "take_proposed",
    "take_up_part",
    "tell_first_date",
    "withdraw_plan",
]
