"""Where the real plan lies. Its words stay there: nothing of them is kept in this repository."""

import json
import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("SAFEBOARD_PLANS") or CHECKOUT.parent / "shared" / "plans")
NAME = "bathnes-lscb-business-plan-2015-18"

needs_the_real_plan = pytest.mark.skipif(
    not (FOLDER / f"{NAME}.txt").exists(), reason=f"the real plan is not at {FOLDER} (set SAFEBOARD_PLANS)"
)


def text_bytes() -> bytes:
    return (FOLDER / f"{NAME}.txt").read_bytes()


def golden() -> dict:
    return json.loads((FOLDER / f"{NAME}.golden.json").read_text())
