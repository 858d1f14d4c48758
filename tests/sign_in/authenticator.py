"""What a telephone does, in a few lines: an authenticator app, and a passkey kept in memory."""

import hashlib
import json
import os
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestedCredentialData, AuthenticatorData


def figures(secret, at=None):
    """What the app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time() if at is None else at) // 30))


class Passkey:
    """One passkey on one device. origin: where the browser believes to be."""

    def __init__(self, origin="https://testserver"):
        self.origin, self.id = origin, os.urandom(32)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.handle, self.count = None, 0

    def created(self, options):
        """The answer to "make one", as the browser's script sends it."""
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        held = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        data = self._data(asked["rp"]["id"], AuthenticatorData.FLAG.AT, held)
        attestation = cbor.encode({"fmt": "none", "authData": bytes(data), "attStmt": {}})
        said = {"attestationObject": attestation, "clientDataJSON": self._client("webauthn.create", asked)}
        return self._answer(said) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def used(self, options):
        """The answer to "prove it is you"."""
        asked = options["publicKey"]
        data = bytes(self._data(asked["rpId"]))
        client = self._client("webauthn.get", asked)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        said = {"authenticatorData": data, "clientDataJSON": client, "signature": signature}
        answer = self._answer(said)
        answer["response"]["userHandle"] = self.handle
        return answer

    def _data(self, rp_id, more=0, held=b""):
        self.count += 1
        flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | more
        return AuthenticatorData.create(hashlib.sha256(rp_id.encode()).digest(), flags, self.count, held)

    def _client(self, kind, asked):
        return json.dumps({"type": kind, "challenge": asked["challenge"], "origin": self.origin}).encode()

    def _answer(self, said):
        return {
            "type": "public-key",
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "response": {name: websafe_encode(value) for name, value in said.items()},
            "clientExtensionResults": {},
        }
