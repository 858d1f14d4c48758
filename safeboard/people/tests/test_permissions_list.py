from pathlib import Path

from safeboard.people.permissions import ROLES, Permission, as_page, roles_that_may

PAGE = Path(__file__).resolve().parents[3] / "docs" / "permissions.md"


def test_the_page_says_what_the_list_says():
    assert PAGE.read_text() == as_page()


def test_every_permission_belongs_to_some_role():
    assert {permission for role in ROLES.values() for permission in role.permissions} == set(Permission)


def test_a_refusal_can_name_who_may():
    assert roles_that_may(Permission.BRING_IN_PLANS) == ["Business manager"]
