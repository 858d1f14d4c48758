"""SAFEBOARD_MAIL_URL: where mail goes, in one line."""

from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtps": 465}


class NotAMailUrl(ValueError):
    """Its text never holds the address itself: there is a password in it."""


def smtp_settings(url):
    """Django's EMAIL_… settings for `smtp://user:password@host:587?tls` or `smtps://…`. Raises NotAMailUrl."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotAMailUrl("SAFEBOARD_MAIL_URL has a port that is not a number.") from None
    if parts.scheme not in PORTS or not parts.hostname or parts.query not in ("", "tls"):
        raise NotAMailUrl(
            "SAFEBOARD_MAIL_URL must look like smtp://user:password@mail.example.org:587?tls, or smtps://…"
        )
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.query == "tls",
    }
