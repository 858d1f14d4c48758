from tests.matrix.cast import ONLY_READ, on_it

EXPECTED = {
    ("plans:board", "GET"): on_it(200),
    ("plans:board", "POST"): ONLY_READ,
    ("plans:bring_in", "GET"): on_it(403, business_manager=200),
    ("plans:bring_in", "POST"): on_it(403, business_manager=400),
    ("plans:plan", "GET"): on_it(200),
    ("plans:plan", "POST"): ONLY_READ,
    ("plans:paper", "GET"): on_it(200),
    ("plans:paper", "POST"): ONLY_READ,
    ("plans:withdraw", "GET"): on_it(403, chair=200, business_manager=200),
    ("plans:withdraw", "POST"): on_it(403, chair=400, business_manager=400),
    ("plans:action", "GET"): on_it(200),
    ("plans:action", "POST"): ONLY_READ,
    ("plans:reading", "GET"): on_it(403, business_manager=200),
    ("plans:reading", "POST"): on_it(403, business_manager=302),
}


def where(stage):
    """Arguments of each address. An area that needs more on the stage makes it here."""
    return {
        "plans:board": [stage.board.slug],
        "plans:bring_in": [stage.board.slug],
        "plans:plan": [stage.plan.pk],
        "plans:paper": [stage.plan.pk, "html"],
        "plans:withdraw": [stage.plan.pk],
        "plans:action": [stage.action.pk],
        "plans:reading": [stage.draft.pk],
    }
