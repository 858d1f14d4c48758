"""What somebody typed when their session had ended: kept for them until they have signed in again.

A form sent by somebody signed out comes to nothing, but its words are kept in their (signed-out) session under the
address it was sent to. They sign in, are brought back to that address, and its view takes the words:

    form = NoteForm(request.POST or None, initial=typed_before(request))

They stay until something sent to that address is taken (the answer to the POST is a redirect), and nobody else is given them:
where it is known who was signed in before, only that person is; a session never passes from one person to another.
"""

MOST = 40 * 1024
ADDRESSES = 5
NEVER = ("csrfmiddlewaretoken", "password")


def typed_before(request) -> dict:
    """The words typed into this address before signing in: {field: words, or a list where it came several times}.

    Empty where there are none. Files are never kept.
    """
    return request.session.get("typed", {}).get(request.path, {})


def keep_typed(request, whose=None) -> None:
    """Keep the text fields of a POST; too much (40 kB) is not kept. whose: key of the person, None where unknown."""
    fields = {name: _one_or_many(values) for name, values in request.POST.lists() if not _private(name)}
    if not fields or sum(len(name) + len(str(value)) for name, value in fields.items()) > MOST:
        return
    kept = {path: words for path, words in request.session.get("typed", {}).items() if path != request.path}
    request.session["typed"] = dict([*kept.items(), (request.path, fields)][-ADDRESSES:])
    request.session["typed_by"] = whose


def hand_over(session, user) -> None:
    """Somebody has signed in: what another person typed is thrown away."""
    if session.pop("typed_by", None) not in (None, user.pk):
        session.pop("typed", None)


def forget_typed(request) -> None:
    """What was typed into this address has been taken."""
    typed = request.session.get("typed", {})
    if typed.pop(request.path, None) is not None:
        request.session["typed"] = typed


def _private(name):
    return any(words in name.lower() for words in NEVER)


def _one_or_many(values):
    return values[0] if len(values) == 1 else values
