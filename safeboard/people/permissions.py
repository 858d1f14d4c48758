"""What people may do, and which role lets them. The one place to read it."""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    READ_BOARD = "read the board's plans"
    READ_RESTRICTED = "read what is marked restricted"
    UPDATE_OWN = "say how the actions one answers for are going"
    UPDATE_ANY = "say how any action is going, on behalf of its lead"
    RATE_OVER = "set a rating over the lead's"
    ASSURE = "assure what somebody else said is complete"
    AGREE_DATES = "agree or decline a new date"
    CHANGE_PLANS = "add to a plan, and change, drop or move what is in it"
    BRING_IN_PLANS = "bring in a plan from a file"
    WITHDRAW_PLANS = "withdraw a plan accepted in error"
    PREPARE_PAPERS = "prepare the board's papers and issue them"
    RUN_ROUNDS = "ask the leads for their updates"
    READ_MESSAGES = "see what was sent, stop it or send it again"
    RUN_ASSURANCE = "ask agencies to assess themselves, and accept what they return"
    MODERATE = "moderate what agencies say of themselves"
    KEEP_MEETINGS = "keep the board's meetings"
    KEEP_GLOSSARY = "keep the glossary"
    KEEP_LEADS = "say who the leads are"
    KEEP_SEATS = "invite people, and change or end their seats"
    KEEP_PEOPLES_DATA = "hand over or erase what is held about a person"


P = Permission


@dataclass(frozen=True, slots=True)
class Role:
    name: str
    sentence: str
    permissions: frozenset[Permission]

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


MEMBERS = frozenset({P.READ_BOARD, P.READ_RESTRICTED, P.UPDATE_OWN})

ROLES: dict[str, Role] = {
    "business_manager": Role(
        "Business manager", "Keeps the plan and prepares the board's papers.", frozenset(P)
    ),
    "chair": Role(
        "Chair",
        "Leads the board and answers for its plan.",
        MEMBERS | {P.RATE_OVER, P.ASSURE, P.AGREE_DATES, P.WITHDRAW_PLANS, P.MODERATE},
    ),
    "group_chair": Role(
        "Group chair",
        "Leads one of the board's groups and answers for its actions.",
        MEMBERS | {P.ASSURE, P.MODERATE},
    ),
    "member": Role("Member", "Sits on the board.", MEMBERS),
    "lead": Role("Lead", "Answers for actions in the plan.", frozenset({P.READ_BOARD, P.UPDATE_OWN})),
    "reader": Role("Reader", "Reads the board's plans and papers.", frozenset({P.READ_BOARD})),
}

ROLE_CHOICES = [(key, role.name) for key, role in ROLES.items()]


def roles_that_may(permission: Permission) -> list[str]:
    """Names of the roles that have a permission, for a refusal that says who to ask."""
    return [role.name for role in ROLES.values() if role.may(permission)]


def as_page() -> str:
    """The page docs/permissions.md: every role with its sentence, and what it may do."""
    lines = [
        "# Who may do what",
        "",
        "A permission comes only from a seat on a board that is current today. This page is made from",
    ]
    lines += [
        "`safeboard/people/permissions.py`, the one list; a test holds them equal.",
        "",
        "| Role | |",
        "| --- | --- |",
    ]
    lines += [f"| {role.name} | {role.sentence} |" for role in ROLES.values()]
    lines += ["", "| May | " + " | ".join(role.name for role in ROLES.values()) + " |"]
    lines += ["| --- |" + " --- |" * len(ROLES)]
    for permission in Permission:
        ticks = " | ".join("yes" if role.may(permission) else "" for role in ROLES.values())
        lines.append(f"| {permission} | {ticks} |")
    return "\n".join([*lines, ""])
