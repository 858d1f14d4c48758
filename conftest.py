"""Pytest for the whole house: `--only-database` leaves out the tests that use none (scripts/run_tests.py)."""

import pytest
from django.test import override_settings

pytest_plugins = ["tests.alone"]

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="only the tests that use a database")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--only-database"):
        return
    wanted, rest = [], []
    for item in items:
        (wanted if uses_the_database(item) else rest).append(item)
    config.hook.pytest_deselected(items=rest)
    items[:] = wanted


def uses_the_database(item) -> bool:
    """By a mark or by a fixture, also one that another fixture asks for."""
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(item.fixturenames))


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory):
    """What tests keep goes into a folder of their own, never among this machine's files."""
    erased = tmp_path_factory.mktemp("erased") / "erased.jsonl"
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"), ERASED_LIST=erased):
        yield
