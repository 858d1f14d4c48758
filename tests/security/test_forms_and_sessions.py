"""What stands between a person's session and somebody else's page."""

import re
import subprocess

import pytest
from django import forms
from django.urls import get_resolver

from tests.alone import HOUSE
from tests.sign_in.people import Browser, last_code

pytestmark = pytest.mark.django_db
KEY_LIKE = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[bp]-[0-9A-Za-z-]{20,}"
)


def views(resolver=None, before=""):
    """(address, the function behind it), of every address there is."""
    for one in (resolver or get_resolver()).url_patterns:
        here = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from views(one, here)
        else:
            yield here, one.callback


def test_every_form_of_the_site_is_refused_without_the_token_of_its_page():
    lacking = [
        address
        for address, view in views()
        if getattr(view, "csrf_exempt", False)
        and not address.startswith("api/")  # which reads only, by a token
    ]
    assert lacking == []
    assert len(list(views())) > 150


def test_signing_in_makes_a_new_session_so_that_nobody_can_hand_out_theirs():
    from django.core.management import call_command

    from safeboard.plans.tests.factories import a_board, someone

    call_command("createcachetable", verbosity=0)
    person = someone("member", a_board())
    browser = Browser()
    browser.ask_for_code(person.email)
    before = browser.session.session_key
    browser.enter(last_code())
    assert browser.is_in
    assert browser.session.session_key != before


def test_no_form_takes_whatever_columns_are_sent():
    """Forms name their fields and services take named arguments, so a field that nobody showed changes nothing."""
    import_all_forms()
    found = [kind for kind in every(forms.ModelForm) if kind.__module__.startswith("safeboard.")]
    assert [kind for kind in found if getattr(kind._meta, "fields", None) in (None, "__all__")] == []


def import_all_forms():
    from importlib import import_module

    for path in (HOUSE / "safeboard").rglob("forms*/*.py"):
        import_module(".".join(path.relative_to(HOUSE).with_suffix("").parts))
    for path in (HOUSE / "safeboard").rglob("forms.py"):
        import_module(".".join(path.relative_to(HOUSE).with_suffix("").parts))


def every(kind):
    for one in kind.__subclasses__():
        yield one
        yield from every(one)


def test_no_key_lies_in_the_repository():
    names = subprocess.run(["git", "ls-files"], cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    found = [
        name
        for name in names.splitlines()
        if (HOUSE / name).is_file() and KEY_LIKE.search((HOUSE / name).read_bytes().decode("utf-8", "ignore"))
    ]
    assert found == []
