"""Somebody who signs in, by hand as a browser would: `Browser` is Django's client with a few words of its own."""

import re

from django.core import mail
from django.test import Client
from lxml import html as lxml_html

from safeboard.people.services import add_person
from safeboard.plans.tests.factories import by_now

JO = "jo@harrow.example"
PASSWORD = "correct-horse-battery"


def a_person(email=JO, **more):
    return add_person(email=email, name="Jo Day", **more, **by_now())


class Browser(Client):
    """checks=True: a POST without its page's token is refused, as it is outside tests."""

    def ask_for_code(self, email=JO, **more):
        return self.post("/sign-in/", {"email": email, **more})

    def enter(self, code, **more):
        return self.post("/sign-in/code/", {"code": code, **more})

    def sign_in(self, email=JO, **more):
        """By the code that comes by e-mail."""
        self.ask_for_code(email, **more)
        return self.enter(last_code(), **more)

    def sign_in_with_password(self, email=JO, password=PASSWORD, **more):
        return self.post("/sign-in/password/", {"login": email, "password": password, **more})

    @property
    def is_in(self):
        return self.get("/your-account/").status_code == 200


def last_code():
    (code,) = re.findall(r"^    ([A-Z-]+)$", mail.outbox[-1].body, re.M)
    return code


def words(response):
    """What a person reads on the page."""
    tree = lxml_html.fromstring(response.content.decode())
    return " ".join(" ".join(tree.xpath("//main//text()[not(parent::script)]")).split())


def without_token(response, *same):
    """The bytes of a page, without what differs each time: the token, and words that were typed in."""
    page = re.sub(r'value="[A-Za-z0-9]{64}"', "", response.content.decode())
    for typed in same:
        page = page.replace(typed, "")
    return page
