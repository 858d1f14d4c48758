"""What is sealed comes back as it was with its key; with another, changed, cut or in another order it is refused."""

import io

import pytest

from safeboard.core.sealing import DAMAGED, PIECE, TAG, WRONG_KEY, NotOpened, Sealer, is_sealed, unseal

KEY = "a key of the test"
HEAD = 19 + 16 + 7


def sealed(data, key=KEY, step=700_000):
    made = io.BytesIO()
    sealer = Sealer(made, key)
    for at in range(0, len(data), step):
        sealer.write(data[at : at + step])
    sealer.close()
    return made.getvalue()


def opened(data, key=KEY):
    into = io.BytesIO()
    unseal(io.BytesIO(data), into, key)
    return into.getvalue()


@pytest.fixture(scope="module")
def three_pieces():
    data = bytes(range(256)) * (2 * PIECE // 256 + 10)
    return data, sealed(data)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_was_sealed_comes_back(size):
    data = b"x" * size
    assert opened(sealed(data)) == data


def test_no_word_of_it_can_be_read_and_the_same_is_never_sealed_alike():
    one, two = sealed(b"a child's story " * 10), sealed(b"a child's story " * 10)
    assert b"story" not in one
    assert one[HEAD:] != two[HEAD:]
    assert (is_sealed(io.BytesIO(one)), is_sealed(io.BytesIO(b"PK"))) == (True, False)


def test_another_key_is_refused(three_pieces):
    with pytest.raises(NotOpened, match=WRONG_KEY):
        opened(three_pieces[1], key="another")


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:-1],
        lambda data: data[: HEAD + PIECE + TAG],  # a whole piece, not the last
        lambda data: data[: HEAD + PIECE + TAG] + data[HEAD + 2 * (PIECE + TAG) :],  # one left out
        lambda data: data + b"x",
        lambda data: data[:-5] + bytes([data[-5] ^ 1]) + data[-4:],
        lambda data: (
            data[:HEAD]
            + data[HEAD + PIECE + TAG :][: PIECE + TAG]
            + data[HEAD:][: PIECE + TAG]
            + data[HEAD + 2 * (PIECE + TAG) :]
        ),
    ],
)
def test_what_was_cut_changed_or_put_in_another_order_is_refused(three_pieces, change):
    with pytest.raises(NotOpened):
        opened(change(three_pieces[1]))


def test_a_later_piece_that_is_damaged_is_told_as_damage(three_pieces):
    with pytest.raises(NotOpened, match=DAMAGED):
        opened(three_pieces[1][:-1])


@pytest.mark.parametrize("length", [0, 10, HEAD, HEAD + 5])
def test_only_its_beginning_is_refused(length):
    with pytest.raises(NotOpened):
        opened(sealed(b"words")[:length])
