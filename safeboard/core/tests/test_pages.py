import re
from html import unescape
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpResponse
from django.template import engines
from django.template.loader import render_to_string
from lxml import html as lxml_html

from safeboard.core import views
from safeboard.core.middleware import SecurityHeadersMiddleware

PACKAGE = Path(views.__file__).resolve().parent.parent
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))


def render(source, **context):
    return engines["django"].from_string("{% load gov %}" + source).render(context)


def words(response):
    tree = lxml_html.fromstring(response.content.decode())
    return [" ".join(one.text_content().split()) for one in tree.xpath("//main//h1 | //main//p")]


@pytest.mark.parametrize(
    ("rating", "meaning", "said"),
    [
        ("red", "Off target", "Red: Off target"),
        ("amber", "On target", "Amber: On target"),
        ("blue", "", "Blue"),
        ("", "", "Not rated"),
    ],
)
def test_a_rating_is_always_said_in_words(rating, meaning, said):
    tag = lxml_html.fromstring(render("{% rating_tag rating meaning %}", rating=rating, meaning=meaning))
    assert tag.text_content() == said


def test_a_meaning_that_holds_markup_is_escaped():
    assert "<b>" not in render("{% rating_tag 'red' meaning %}", meaning="<b>")


def test_new_is_marked_only_where_it_is_new():
    assert [bool(render("{% new_tag new %}", new=new)) for new in (True, False)] == [True, False]


def test_breadcrumbs_lead_from_the_top_down():
    trail = lxml_html.fromstring(render("{% breadcrumbs 'Home' '/' 'Plan' '/plan' %}"))
    assert [(link.text, link.get("href")) for link in trail.iter("a")] == [("Home", "/"), ("Plan", "/plan")]


def test_a_page_says_whose_board_it_is_and_what_it_is():
    source = '{% extends "core/base.html" %}{% block title %}The plan{% endblock %}'
    tree = lxml_html.fromstring(
        engines["django"].from_string(source).render({"board": {"name": "Westmere Board"}})
    )
    assert tree.findtext(".//title") == "The plan – Safeboard"
    assert [one.text for one in tree.find_class("sb-masthead__board")] == ["Westmere Board"]


def test_the_skip_link_leads_to_the_content():
    tree = lxml_html.fromstring(render_to_string("core/base.html"))
    (link,) = tree.find_class("govuk-skip-link")
    assert [one.tag for one in tree.xpath("//*[@id=$id]", id=link.get("href")[1:])] == ["main"]


def test_a_message_stands_on_the_page_as_a_banner():
    message = type(
        "Message", (), {"level_tag": "success", "__str__": lambda self: "The plan was accepted."}
    )()
    tree = lxml_html.fromstring(render_to_string("core/base.html", {"messages": [message]}))
    (banner,) = tree.find_class("govuk-notification-banner")
    assert banner.get("role") == "alert"
    assert banner.find_class("govuk-notification-banner__heading")[0].text == "The plan was accepted."


def test_what_a_door_says_when_it_refuses_is_what_the_person_reads(rf):
    response = views.refused(rf.get("/"), PermissionDenied("Only the business manager may accept a plan."))
    assert (response.status_code, words(response)[:2]) == (
        403,
        ["You cannot do that", "Only the business manager may accept a plan."],
    )


def test_a_refusal_without_words_still_says_something(rf):
    assert words(views.refused(rf.get("/"), PermissionDenied()))[1] == (
        "Your seat on this board does not allow it."
    )


def test_a_file_over_the_size_setting_is_refused_in_its_own_sentence(rf):
    response = views.bad_request(rf.post("/"), RequestDataTooBig("The file is over 20 MB."))
    assert (response.status_code, words(response)[:2]) == (
        400,
        ["The file is too large", "The file is over 20 MB."],
    )


def test_a_request_that_cannot_be_read_does_not_show_what_was_sent(rf):
    response = views.bad_request(rf.get("/"), ValueError("secret"))
    assert (response.status_code, "secret" in response.content.decode()) == (400, False)


def test_a_page_that_is_not_there_says_so(client):
    response = client.get("/there/is/no/such/page/")
    assert (response.status_code, words(response)[0]) == (404, "Page not found")


def test_a_failure_is_told_without_asking_the_database(rf):
    response = views.failed(rf.get("/"))
    assert (response.status_code, words(response)[0]) == (500, "Something went wrong here")


def test_a_stale_form_says_what_to_do(rf):
    response = views.stale_form(rf.post("/"), "CSRF token missing")
    assert (response.status_code, words(response)[2]) == (403, "Go back, reload the page and send it again.")


def test_a_page_may_run_no_script_and_use_no_style_but_our_own(rf):
    response = SecurityHeadersMiddleware(lambda request: HttpResponse())(rf.get("/"))
    policy = dict(rule.split(" ", 1) for rule in response["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def test_a_page_is_not_kept_by_the_browser_unless_it_says_it_may(rf):
    kept = HttpResponse(headers={"Cache-Control": "max-age=60"})
    answers = [SecurityHeadersMiddleware(lambda request, r=r: r)(rf.get("/")) for r in (HttpResponse(), kept)]
    assert [answer["Cache-Control"] for answer in answers] == ["private, no-store", "max-age=60"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_template_holds_a_style_or_a_script_of_its_own(path):
    source = unescape(path.read_text())
    assert re.findall(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]{3,}=|javascript:", source) == []


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.glob("*/templates/components/*.html")), ids=lambda path: path.stem
)
def test_every_component_lists_its_arguments_at_the_top(path):
    assert path.read_text().startswith("{# ")
