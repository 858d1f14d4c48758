"""Issued papers are found as evidence; drafts are not, nor what is restricted by those who may not read it."""

import pytest

from safeboard.boards import finding
from safeboard.papers import services
from safeboard.papers.models import Paper
from safeboard.plans.tests import factories as make

pytestmark = pytest.mark.django_db


def test_only_what_was_issued_is_found(tmp_path):
    board = make.a_board("Harrowmere")
    manager = make.someone("business_manager", board)
    plan = make.a_plan(board, title="Plan")
    draft = services.prepare_paper(plan, kind="plan", title="Neglect paper", **make.by_now())
    assert finding.find(manager, board, "neglect paper") == []
    services.issue_paper(draft, **make.by_now())
    (found,) = finding.find(manager, board, "neglect paper")
    assert (found.kind, found.title) == ("Issued paper", "Neglect paper")
    assert finding.at_address(manager, board, found.path) == found
    Paper.objects.update(restricted=True)
    assert finding.find(make.someone("reader", board), board, "neglect paper") == []
