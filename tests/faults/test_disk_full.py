"""The disk is full while somebody brings in a file: a small file system in memory is mounted for it."""

import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from safeboard.documents.models import Document
from safeboard.history.models import Event
from safeboard.plans.tests.factories import a_board, someone
from tests.faults import NEEDS_ROOT
from tests.running import PLAN

pytestmark = [pytest.mark.django_db, NEEDS_ROOT]
LARGE = PLAN + b"<!--" + b"x" * 2 * 1024 * 1024 + b"-->"


@pytest.fixture
def small_disk(tmp_path, settings):
    """A megabyte, on which the files lie. Yields the folder and what makes it larger."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=True)
    settings.MEDIA_ROOT = folder
    yield folder, lambda: subprocess.run(["mount", "-o", "remount,size=8m", folder], check=True)
    subprocess.run(["umount", folder], check=True)


def test_somebody_is_told_nothing_half_is_kept_and_with_room_it_works(small_disk):
    folder, make_room = small_disk
    board = a_board()
    client = Client()
    client.force_login(someone("business_manager", board))
    page = f"/boards/{board.slug}/bring-in/"

    def send():
        return client.post(page, {"file": SimpleUploadedFile("plan.html", LARGE)})

    before = Event.objects.count()
    answer = send()
    assert (answer.status_code, "There is no room left here" in answer.content.decode()) == (507, True)
    assert (Document.objects.count(), Event.objects.count()) == (0, before)
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    make_room()
    assert send().status_code == 302
    assert Document.objects.get().size == len(LARGE)
