"""Two boards, an agency of both, and a set of the first; a file of tests may have its own."""

import pytest

from safeboard.assurance.tests import factories as make


@pytest.fixture
def boards():
    return make.a_board("Harrowmere"), make.a_board("Westmere")


@pytest.fixture
def board(boards):
    return boards[0]


@pytest.fixture
def police(boards):
    return make.an_agency("Harrow Police", *boards)


@pytest.fixture
def version(board):
    return make.a_version(board)
