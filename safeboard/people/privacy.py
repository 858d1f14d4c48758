"""What the rows of accounts and signing in (the tables of the libraries that do it, too) hold about people."""

from django.contrib.sessions.models import Session
from django.db.models import Q

from safeboard.core.held import GONE_ADDRESS, WITH_ACCOUNT, AtErasure, Held


def _sessions_of(person):
    """A session tells its person only once it is opened, so each is. All of them: also those that have just ended."""
    own = str(person.pk)
    rows = Session.objects.iterator(chunk_size=500)
    return Q(pk__in=[row.pk for row in rows if row.get_decoded().get("_auth_user_id") == own])


HELD: dict[str, Held] = {
    "people.User": Held(
        why="Lets a person in, and names who did what.",
        kept=WITH_ACCOUNT + "; the name stays where the board's record names them",
        personal="last_login email name is_active",
        secret="password",
        none="id",
        find=lambda person: Q(pk=person.pk),
        at_erasure=AtErasure.EMPTIED,
        empties={"email": GONE_ADDRESS, "password": "", "last_login": None, "is_active": False},
    ),
    "account.EmailAddress": Held(
        why="Sign-in. Safeboard finds people by the address on their account, so this table stays empty.",
        kept=WITH_ACCOUNT,
        personal="user email",
        none="id verified primary",
        at_erasure=AtErasure.GOES,
    ),
    "account.EmailConfirmation": Held(
        why="Sign-in. Stays empty for the same reason.",
        kept=WITH_ACCOUNT,
        secret="key",
        none="id email_address created sent",
        also="email_address__user",
        at_erasure=AtErasure.GOES,
    ),
    "mfa.Authenticator": Held(
        why="A person's second factors: secrets encrypted, and a passkey's name.",
        kept=WITH_ACCOUNT,
        personal="user created_at last_used_at",
        secret="data",
        none="id type",
        at_erasure=AtErasure.GOES,
    ),
    "socialaccount.SocialApp": Held(
        why="Sign-ons come from the settings, so it stays empty.",
        kept="while Safeboard runs",
        secret="secret key settings",
        none="id provider provider_id name client_id",
    ),
    "socialaccount.SocialAccount": Held(
        why="Which account of a council's sign-on is theirs.",
        kept=WITH_ACCOUNT,
        personal="user uid last_login date_joined extra_data",
        none="id provider",
        at_erasure=AtErasure.GOES,
    ),
    "socialaccount.SocialToken": Held(
        why="Sign-on. Safeboard keeps no tokens, so it stays empty.",
        kept=WITH_ACCOUNT,
        secret="token token_secret",
        none="id app account expires_at",
        also="account__user",
        at_erasure=AtErasure.GOES,
    ),
    "auth.Permission": Held(
        why="Django's own; Safeboard's permissions come from seats, so nothing about a person is in it.",
        kept="while Safeboard runs",
        none="id name content_type codename",
    ),
    "auth.Group_permissions": Held(
        why="Django's own; Safeboard's permissions come from seats, so nothing about a person is in it.",
        kept="while Safeboard runs",
        none="id group permission",
    ),
    "auth.Group": Held(
        why="Django's own; Safeboard's permissions come from seats, so nothing about a person is in it.",
        kept="while Safeboard runs",
        none="id name",
    ),
    "contenttypes.ContentType": Held(
        why="Django's own; Safeboard's permissions come from seats, so nothing about a person is in it.",
        kept="while Safeboard runs",
        none="id app_label model",
    ),
    "sessions.Session": Held(
        why="Who is signed in, since when, and with what.",
        kept="until it ends; what ended is removed every day",
        secret="session_key session_data",
        none="expire_date",
        find=_sessions_of,
        at_erasure=AtErasure.GOES,
    ),
}
