"""The declarations of all apps as one: which columns hold what, and the record of processing made from them."""

from importlib import import_module
from itertools import groupby

from django.apps import apps
from django.db.models import Q
from django.utils.module_loading import module_has_submodule

from safeboard.core.held import AtErasure, Held, Person
from safeboard.people.models import User
from safeboard.privacy.naming import CALLED

CAPTIONS = {
    "people": "Accounts and signing in",
    "account": "Signing in: addresses",
    "mfa": "Signing in: second factors",
    "socialaccount": "Signing in: councils’ own sign-ons",
    "sessions": "Who is signed in",
    "boards": "Boards, seats and leads",
    "outbox": "Messages and links",
    "rounds": "Rounds of asking",
    "plans": "Plans",
    "papers": "Papers",
    "assurance": "Returns, findings, surveys and visits",
    "documents": "Files",
    "api": "Tokens and calendars",
    "history": "Who did what",
    "privacy": "What was erased or became too old",
    "django_tasks_database": "The queue of jobs",
}
"""The apps with anything about people in them, in the order in which people are told of it."""


def register() -> dict[str, Held]:
    """{"plans.Update": Held(…)} of every model that some app declares."""
    found: dict[str, Held] = {}
    for module in _declarations():
        found |= module.HELD
    return found


def unfinished(person: Person) -> list[str]:
    """What each app's `privacy.unfinished` says still waits for this person: sentences that say what to do first."""
    return [
        words
        for module in _declarations()
        if hasattr(module, "unfinished")
        for words in module.unfinished(person)
    ]


def _declarations():
    for app in apps.get_app_configs():
        ours = app.name.startswith("safeboard.")
        if ours and module_has_submodule(app.module, "privacy"):
            yield import_module(f"{app.name}.privacy")


def accounts_in(model) -> list[str]:
    """Names of a model's own columns that point at an account."""
    return [each.name for each in model._meta.concrete_fields if each.related_model is User]


def can_be_found(label, held: Held) -> bool:
    """Whether rows of a person can be looked up here."""
    return bool(accounts_in(apps.get_model(label)) or held.also or held.address or held.find)


def rows_of(person: Person, label, held: Held):
    """The rows about a person, in the order they were made; a queryset."""
    model = apps.get_model(label)
    look_ups = [*accounts_in(model), *held.also.split()]
    wanted = Q(pk__in=[])
    for name in look_ups:
        wanted |= Q(**{name: person.pk})
    for name in held.address.split():
        wanted |= Q(**{f"{name}__iexact": person.email})
    if held.find:
        wanted |= held.find(person)
    return model._base_manager.filter(pk__in=model._base_manager.filter(wanted).values("pk")).order_by("pk")


def in_order(labels):
    """Labels by the order of CAPTIONS: [(caption, [label])]."""
    apps_in_order = list(CAPTIONS)
    by_app = sorted(labels, key=lambda label: apps_in_order.index(label.split(".")[0]))
    return [(CAPTIONS[app], list(group)) for app, group in groupby(by_app, lambda label: label.split(".")[0])]


def words_of(label) -> str:
    """What people call the rows of a model: "Dates asked for"."""
    return CALLED.get(label) or str(apps.get_model(label)._meta.verbose_name_plural).capitalize()


HEAD = """# What Safeboard holds about people

This is the record of processing: every table with anything about people in it, why it is there, for how long, and what becomes of it when
somebody is erased. It is made from the `privacy.py` of each app; a test holds it equal, and another walks every column of every model, those
of the libraries too, and fails where one is not declared.

- *About a person*: who somebody is, or when they did something.
- *Free words*: what people wrote. Safeboard asks for no names of children or adults at risk, and asks again where words look like one, but it
  cannot know what is in a sentence: treat these as if they held special category data.
- No column holds special category data (health, belief, origin) by its nature. Nothing a survey hears says who said it.
- Secrets (passwords, tokens, keys) are kept as hashes or encrypted and are handed out to nobody.

**Why we may.** Boards keep their record as a public task and a legal duty (UK GDPR article 6(1)(c) and (e)); accounts and messages serve that.
Each board, with its council, is the controller of what its members write and has to confirm this for itself.

**Who sees it.** A board's rows: those with a seat on that board, as [Who may do what](permissions.md) says. A return: its agency, and a board once
the agency hands it over. An account's rows: the person. Whoever runs the server can read the database.

**For how long.** “The days set” are in [People's data](guide/peoples-data.md); “the board's record” is kept until the board has its installation
deleted: Safeboard has no schedule for that.
"""


def as_page() -> str:
    """The page docs/privacy.md."""
    held = {label: one for label, one in register().items() if one.personal or one.special or one.words}
    lines = [HEAD]
    for caption, labels in in_order(held):
        lines += [
            f"## {caption}",
            "",
            "| What | Why | About a person | Free words | How long | When a person is erased |",
        ]
        lines.append("| --- | --- | --- | --- | --- | --- |")
        lines += [_line(label, held[label]) for label in labels]
        lines.append("")
    return "\n".join(lines)


def _line(label, held):
    becomes = "not theirs alone: stays" if not can_be_found(label, held) else str(held.at_erasure)
    if held.at_erasure is AtErasure.EMPTIED:
        becomes += f": {', '.join(held.empties)}"
    cells = [words_of(label), held.why, _names(held.personal), _names(held.words), held.kept, becomes]
    return f"| {' | '.join(cells)} |"


def _names(columns):
    return ", ".join(f"`{name}`" for name in columns.split())
