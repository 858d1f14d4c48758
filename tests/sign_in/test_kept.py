"""What signing in needs outlives an upgrade, a backup and a new machine."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from safeboard.home.keeping import back_up
from safeboard.home.restoring import restore
from safeboard.people.models import User
from tests.running import run_alone, tables
from tests.sign_in.authenticator import figures
from tests.sign_in.people import JO, Browser, a_person
from tests.sign_in.test_second_factor import a_little_later, set_up_app


@pytest.mark.django_db(transaction=True)
def test_after_a_restore_the_same_code_by_e_mail_and_the_same_app_let_somebody_in(tmp_path, monkeypatch):
    a_person()
    browser = Browser()
    browser.sign_in()
    secret = set_up_app(browser)
    back_up(tmp_path / "backup.zip", at=timezone.now())

    call_command("flush", interactive=False, verbosity=0)
    restore(tmp_path / "backup.zip")
    a_little_later(monkeypatch, 60)
    again = Browser()
    assert again.sign_in().url == "/sign-in/second-factor/"
    assert again.post("/sign-in/second-factor/", {"code": figures(secret)}).url == "/"


@pytest.mark.django_db
def test_an_address_that_was_changed_opens_nothing_any_more():
    a_person()
    Browser().sign_in()
    User.objects.update(email="jo.day@harrow.example")
    old, new = Browser(), Browser()
    old.ask_for_code(JO)
    assert [email.to for email in mail.outbox[1:]] == []
    assert new.sign_in("jo.day@harrow.example").url == "/"


def test_migrate_makes_the_table_in_which_tries_are_counted(tmp_path):
    assert [run_alone(tmp_path, "migrate", "-v0").code for _ in range(2)] == [0, 0]
    assert tables(tmp_path)["safeboard_cache"] == []
