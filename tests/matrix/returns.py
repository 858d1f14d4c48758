"""A return is its agency's: no seat on a board opens these pages. Who has a part in one is tried in test_return_doors."""

from safeboard.assurance.tests import factories as make
from safeboard.assurance.tests.return_cast import addresses_of, handed_over_return
from tests.matrix.cast import ONLY_READ, signed_in

NOT_THERE = signed_in(404)
ONLY_SENT = signed_in(405)
ANSWERS = {
    "assurance:returns": {"GET": signed_in(200), "POST": ONLY_READ},
    "assurance:return": {"GET": NOT_THERE, "POST": ONLY_READ},
    "assurance:return_standard": {"GET": NOT_THERE, "POST": NOT_THERE},
    "assurance:save_answer": {"GET": ONLY_SENT, "POST": NOT_THERE},
    "assurance:handed_over": {"GET": NOT_THERE, "POST": ONLY_READ},
    "assurance:evidence": {"GET": NOT_THERE, "POST": NOT_THERE},
    "assurance:renew_evidence": {"GET": NOT_THERE, "POST": NOT_THERE},
    "assurance:evidence_file": {"GET": NOT_THERE, "POST": ONLY_READ},
    "assurance:return_people": {"GET": NOT_THERE, "POST": NOT_THERE},
    "assurance:end_part": {"GET": ONLY_SENT, "POST": NOT_THERE},
    "assurance:hand_on": {"GET": NOT_THERE, "POST": NOT_THERE},
    "assurance:return_boards": {"GET": NOT_THERE, "POST": NOT_THERE},
    "assurance:hand_over": {"GET": NOT_THERE, "POST": NOT_THERE},
    "assurance:sign_return": {"GET": ONLY_SENT, "POST": NOT_THERE},
    "assurance:return_sheet": {"GET": NOT_THERE, "POST": ONLY_READ},
    "assurance:bring_in_sheet": {"GET": NOT_THERE, "POST": NOT_THERE},
}
EXPECTED = {(name, method): answers for name, each in ANSWERS.items() for method, answers in each.items()}


def where(stage):
    """A return that boards without any of these people have had."""
    addresses = addresses_of(handed_over_return(make.a_board("Westmere")))
    return {f"assurance:{name}": args for name, args in addresses.items()}
