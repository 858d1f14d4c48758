from tests.matrix.cast import signed_in

EXPECTED = {
    ("people:sign_in", "GET"): signed_in(302, signed_out=200),
    ("people:sign_in", "POST"): signed_in(302, signed_out=200),
    ("people:sign_out", "GET"): signed_in(405),
    ("people:sign_out", "POST"): signed_in(302),
}


def where(stage):
    return {}
