from tests.matrix.cast import ONLY_READ, on_it, signed_in

MANAGER = on_it(403, business_manager=200)

EXPECTED = {
    ("privacy:yours", "GET"): signed_in(200),
    ("privacy:yours", "POST"): signed_in(200),
    ("privacy:people", "GET"): MANAGER,
    ("privacy:people", "POST"): ONLY_READ,
    ("privacy:person", "GET"): MANAGER,
    ("privacy:person", "POST"): MANAGER,
    ("privacy:erase", "GET"): MANAGER,
    ("privacy:erase", "POST"): on_it(403, business_manager=400),
}


def where(stage):
    one = [stage.board.slug, stage.people["ended seat"].pk]
    return {
        "privacy:people": [stage.board.slug],
        "privacy:person": one,
        "privacy:erase": one,
    }
