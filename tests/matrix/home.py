from tests.matrix.cast import ONLY_READ, signed_in

EXPECTED = {
    ("home:front", "GET"): signed_in(302, **{"ended seat": 200}),
    ("home:front", "POST"): ONLY_READ,
    ("home:boards", "GET"): signed_in(200),
    ("home:boards", "POST"): ONLY_READ,
}


def where(stage):
    return {}
