"""The map of the house: apps look down only, views touch no table, no migration is missing."""

import ast
from pathlib import Path

import pytest
from django.core.management import call_command

from safeboard.plans.tests import real_plan

PACKAGE = Path(__file__).resolve().parents[1] / "safeboard"
FLOORS = [
    "core",
    "history",
    "jobs",
    "people",
    "boards",
    "documents",
    "outbox",
    "plans",
    "rounds",
    "assurance",
    "papers",
    "api",
    "privacy",
    "home",
    "config",
]  # ground floor first
PURE = [
    "plans/due.py",
    "plans/days.py",
    "plans/rating.py",
    "plans/notes.py",
    "plans/outline.py",
    "plans/picture.py",
    "plans/promise.py",
    "plans/told.py",
    "plans/check.py",
    "plans/identifying.py",
    "plans/story.py",
    "plans/working_copies.py",
    "core/drawing.py",
    "plans/timeline.py",
    "plans/pictures.py",
    "core/plain_words.py",
    "papers/material.py",
    "papers/writing.py",
    "assurance/kinds.py",
    "assurance/outline.py",
    "assurance/scoring.py",
    "assurance/sampling.py",
    "privacy/days.py",
]
PURE_FOLDERS = [
    "core/reading",
    "core/paper",
    "plans/reading",
    "plans/papers",
    "plans/proposing",
    "papers/kinds",
]


def modules_imported(path, package):
    """Full dotted names of everything a file imports, relative imports resolved."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            yield stem
            yield from (f"{stem}.{alias.name}" for alias in node.names)


def upward_imports(package):
    """Lines "file imports module" for each import from a higher floor of the house at `package`."""
    found = []
    for floor, app in enumerate(FLOORS):
        for path in sorted((package / app).rglob("*.py")):
            dotted = ".".join(["safeboard", *path.relative_to(package).parent.parts])
            for module in modules_imported(path, dotted):
                parts = module.split(".")
                other = parts[1] if parts[0] == "safeboard" and len(parts) > 1 else app
                if other in FLOORS and FLOORS.index(other) > floor:
                    found.append(f"{path.relative_to(package)} imports {module}")
    return sorted(set(found))


def touches_tables(path):
    """Names of table work in a file: managers, saves, deletes."""
    calls = {"objects", "save", "delete", "bulk_create", "raw", "cursor"}
    return [
        node.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in calls
    ]


def test_apps_look_downwards_only():
    assert upward_imports(PACKAGE) == []


@pytest.mark.parametrize(
    "line",
    [
        "from safeboard.plans.models import Plan",
        "import safeboard.plans.models",
        "from safeboard import plans",
        "from ..plans import models",
    ],
)
def test_an_upward_import_is_seen(tmp_path, line):
    for app in FLOORS:
        (tmp_path / app).mkdir()
    (tmp_path / "boards" / "models.py").write_text(line)
    assert len(upward_imports(tmp_path)) >= 1


def test_every_app_has_a_floor():
    apps = {path.parent.name for path in PACKAGE.glob("*/__init__.py")} - {"samples"}
    assert apps == set(FLOORS)


def test_views_do_not_touch_tables():
    touching = {
        str(path.relative_to(PACKAGE)): found
        for path in [*PACKAGE.glob("*/views.py"), *PACKAGE.glob("*/views/*.py")]
        if (found := touches_tables(path))
    }
    assert touching == {}


def test_a_view_that_touches_a_table_is_seen(tmp_path):
    (tmp_path / "views.py").write_text("def view(request):\n    return Plan.objects.all()\n")
    assert touches_tables(tmp_path / "views.py") == ["objects"]


def test_pure_ideas_know_nothing_of_django():
    files = [PACKAGE / name for name in PURE]
    files += [path for folder in PURE_FOLDERS for path in sorted((PACKAGE / folder).rglob("*.py"))]
    knowing = [
        str(path.relative_to(PACKAGE))
        for path in files
        if any(module.split(".")[0] == "django" for module in modules_imported(path, "safeboard"))
    ]
    assert knowing == []


def test_there_is_no_django_admin(settings):
    assert [app for app in settings.INSTALLED_APPS if "admin" in app] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@real_plan.needs_the_real_plan
def test_no_sentence_of_the_real_plan_is_kept_here():
    cells = {
        cell.strip()
        for line in real_plan.text_bytes().decode().splitlines()
        for cell in line.split("\t")
        if len(cell) > 80
    }
    root = PACKAGE.parent
    kept = [
        str(path.relative_to(root))
        for folder in ("safeboard", "tests", "docs", "benchmarks")
        for path in (root / folder).rglob("*")
        if path.suffix in {".py", ".md", ".html", ".txt", ".json", ".typ"}
        and any(cell in path.read_text() for cell in cells)
    ]
    assert kept == []
