"""What the sign-in and account pages need to read about a person."""

import datetime
from dataclasses import dataclass

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator

from safeboard.people.models import User

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
MEANS = {
    "code": "a code sent by e-mail",
    "password": "a password",
    "totp": "an authenticator app",
    "webauthn": "a passkey",
    "recovery_codes": "a recovery code",
}


@dataclass(frozen=True, slots=True)
class Factor:
    """A second factor somebody has set up. kind: "totp" or "webauthn"."""

    pk: int
    kind: str
    name: str
    added: datetime.datetime
    used: datetime.datetime | None


def has_second_factor(user) -> bool:
    return Authenticator.objects.filter(user=user.pk, type__in=FACTORS).exists()


def second_factors_of(user) -> tuple[list[Factor], bool]:
    """Their second factors, oldest first, and whether they have recovery codes. One query."""
    rows = list(Authenticator.objects.filter(user=user.pk).order_by("pk"))
    factors = [
        Factor(
            row.pk,
            row.type,
            row.data["name"] if row.type == Authenticator.Type.WEBAUTHN else "Authenticator app",
            row.created_at,
            row.last_used_at,
        )
        for row in rows
        if row.type in FACTORS
    ]
    return factors, any(row.type == Authenticator.Type.RECOVERY_CODES for row in rows)


def how_signed_in(request) -> tuple[datetime.datetime | None, list[str]]:
    """When this session began, and with what: "a code sent by e-mail", "a passkey"."""
    records = get_authentication_records(request, request.user)
    at = request.session.get("signed_in_at")
    began = at and datetime.datetime.fromtimestamp(at, datetime.UTC)
    return began, list(dict.fromkeys(_means(record) for record in records))


def _means(record):
    if record["method"] == "socialaccount":
        return "your council’s sign-on"
    return MEANS.get(record.get("type") or record["method"], record["method"])


def person_called(email) -> User | None:
    """Who has this address and may sign in."""
    return User.objects.filter(email__iexact=email.strip(), is_active=True).first()
