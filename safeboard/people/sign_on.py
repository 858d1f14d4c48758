"""A council's own sign-on (OpenID Connect): which one an e-mail address belongs to. Pure: settings read it.

SAFEBOARD_OIDC is a JSON list, one object for each council:

    [{"id": "harrowmere", "name": "Harrowmere Council", "domains": ["harrowmere.example"],
      "server_url": "https://login.harrowmere.example", "client_id": "safeboard", "secret_env": "HARROWMERE_SECRET"}]
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ImproperlyConfigured

NEEDED = {"id", "name", "domains", "server_url", "client_id"}
KNOWN = NEEDED | {"client_secret", "secret_env", "vouches"}
ANYBODYS = ("/common", "/organizations", "/consumers")


@dataclass(frozen=True, slots=True)
class SignOn:
    """vouches: it never says whether an address is verified, and its owner answers for all of its domains."""

    id: str
    name: str
    domains: frozenset[str]
    server_url: str
    client_id: str
    secret: str = field(repr=False, default="")
    vouches: bool = False

    def covers(self, email: str) -> bool:
        return domain_of(email) in self.domains

    def as_app(self) -> dict:
        """As it stands in allauth's setting."""
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {"server_url": self.server_url},
        }


def as_providers(sign_ons: list[SignOn]) -> dict:
    """allauth's setting. PKCE always; never by e-mail address alone, which any provider could say."""
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [each.as_app() for each in sign_ons]}}


def domain_of(email: str) -> str:
    """Small letters; "" where there is no @."""
    name, _, domain = email.strip().rpartition("@")
    return domain.lower() if name else ""


def read(words: str, environment: Mapping[str, str] = os.environ) -> list[SignOn]:
    """The sign-ons of the setting. Raises ImproperlyConfigured, whose text says what to put right."""
    try:
        rows = json.loads(words or "[]")
    except ValueError as error:
        raise ImproperlyConfigured(f"SAFEBOARD_OIDC is not JSON: {error}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ImproperlyConfigured("SAFEBOARD_OIDC is a list of objects, one for each sign-on.")
    found = [_sign_on(row, environment) for row in rows]
    _refuse_twice("id", [each.id for each in found])
    _refuse_twice("domain", [domain for each in found for domain in each.domains])
    return found


def _sign_on(row: dict, environment: Mapping[str, str]) -> SignOn:
    name = row.get("id", "without an id")
    if wrong := sorted(NEEDED - row.keys() | row.keys() - KNOWN):
        raise ImproperlyConfigured(f"SAFEBOARD_OIDC, {name}: lacking or not known: {', '.join(wrong)}.")
    if not re.fullmatch(r"[a-z0-9-]{1,40}", name):
        raise ImproperlyConfigured(f"SAFEBOARD_OIDC, {name}: an id is small letters, figures and hyphens.")
    domains = row["domains"]
    if not isinstance(domains, list) or not domains or not all("." in each for each in domains):
        raise ImproperlyConfigured(f"SAFEBOARD_OIDC, {name}: domains is a list such as council.example.")
    if any(words in row["server_url"] for words in ANYBODYS):
        raise ImproperlyConfigured(
            f"SAFEBOARD_OIDC, {name}: its server_url lets in anybody's staff; name the council's own tenant."
        )
    return SignOn(
        id=name,
        name=row["name"],
        domains=frozenset(each.lower().removeprefix("@") for each in domains),
        server_url=row["server_url"].rstrip("/"),
        client_id=row["client_id"],
        secret=_secret(name, row, environment),
        vouches=row.get("vouches") is True,
    )


def _secret(name: str, row: dict, environment: Mapping[str, str]) -> str:
    if "secret_env" not in row:
        return row.get("client_secret", "")
    try:
        return environment[row["secret_env"]]
    except KeyError:
        raise ImproperlyConfigured(
            f"SAFEBOARD_OIDC, {name}: there is no {row['secret_env']} in the environment."
        ) from None


def _refuse_twice(what: str, names: list[str]) -> None:
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ImproperlyConfigured(f"SAFEBOARD_OIDC names the {what} {twice[0]} twice.")


def for_address(email: str, sign_ons: list[SignOn]) -> SignOn | None:
    """The sign-on that people of this address use. A subdomain is another domain."""
    return next((each for each in sign_ons if each.covers(email)), None)


def refusal(sign_on: SignOn, claims: Mapping, token: Mapping | None = None) -> str | None:
    """Why what a sign-on said of somebody does not let them in; None where it may. token: what its ID token says."""
    if token and token.get("sub") != claims.get("sub"):
        return "it spoke of two people at once"
    email = claims.get("email")
    if not isinstance(email, str) or not email:
        return "it did not say your e-mail address"
    if not sign_on.covers(email):
        return f"it said an address that is not one of its own, {email}"
    said = claims.get("email_verified")
    if said is not True and not (said is None and sign_on.vouches):
        return f"it did not say that {email} is verified as yours"
    return None
