"""The files in `deploy/` and the container files name settings and commands that there are; so does the table of settings."""

import inspect
import re
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

HOUSE = Path(__file__).resolve().parents[1]
SETTINGS = set(
    re.findall(
        r"SAFEBOARD_[A-Z0-9_]+|DATABASE_URL", inspect.getsource(import_module("safeboard.config.settings"))
    )
)
NAMED = re.compile(r"\b(?:SAFEBOARD_[A-Z0-9_]+|DATABASE_URL)\b")
RUN = re.compile(r"safeboard[,\s]+(\w+)(?=[,\s\]\"'])")
FILES = [
    *sorted(path for path in (HOUSE / "deploy").rglob("*") if path.is_file()),
    HOUSE / "Containerfile",
    HOUSE / "compose.yaml",
]
UNITS = sorted((HOUSE / "deploy" / "systemd").glob("*"))


def named(path):
    return set(NAMED.findall(path.read_text()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_names_only_settings_that_there_are(path):
    assert named(path) - SETTINGS == set()


def test_each_setting_is_in_the_table_and_each_of_the_table_is_a_setting():
    table = "\n".join(re.findall(r"^\| (`.*?`) \|", (HOUSE / "docs" / "setting-up.md").read_text(), re.M))
    assert set(NAMED.findall(table)) == SETTINGS


def test_what_is_started_is_a_command():
    starts = [
        HOUSE / "Containerfile",
        HOUSE / "compose.yaml",
        *UNITS,
        HOUSE / "deploy/kubernetes/safeboard.yaml",
    ]
    lines = [line for path in starts for line in path.read_text().splitlines()]
    told = [line for line in lines if re.search(r"command:|CMD|ExecStart", line) and "safeboard" in line]
    commands = {command for line in told for command in RUN.findall(line)}
    assert commands == {"serve", "work", "migrate", "backup"}
    assert commands <= set(get_commands())


def test_the_manifests_are_whole_and_every_volume_and_secret_they_use_is_named():
    kinds = list(yaml.safe_load_all((HOUSE / "deploy/kubernetes/safeboard.yaml").read_text()))
    pods = [one["spec"]["template"]["spec"] for one in kinds if one["kind"] in ("Deployment", "Job")]
    assert [one["kind"] for one in kinds].count("Deployment") == 2
    for pod in pods:
        (box,) = pod["containers"]
        assert {mount["name"] for mount in box["volumeMounts"]} == {
            volume["name"] for volume in pod["volumes"]
        }
        assert box["securityContext"]["allowPrivilegeEscalation"] is False
        assert pod["securityContext"]["runAsNonRoot"]
    web = next(pod["containers"][0] for pod in pods if pod["containers"][0]["name"] == "web")
    probes = [web[name]["httpGet"]["path"] for name in ("livenessProbe", "readinessProbe")]
    assert probes == ["/health/live", "/health/ready"]


def test_compose_starts_pages_work_and_a_database():
    made = yaml.safe_load((HOUSE / "compose.yaml").read_text())
    assert set(made["services"]) == {"web", "work", "database"}
    assert made["services"]["work"]["command"] == ["safeboard", "work"]
    assert made["services"]["work"]["environment"]["SAFEBOARD_SECRET_KEY"] == "${SAFEBOARD_SECRET_KEY}"


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_understands_a_unit(unit, tmp_path):
    """Where systemd is there; the program it starts is not, so one that is stands in its place."""
    if not shutil.which("systemd-analyze"):
        assert unit.read_text().count("[Unit]") == 1
        return
    copy = tmp_path / unit.name
    copy.write_text(unit.read_text().replace("/opt/safeboard/bin/safeboard", shutil.which("true")))
    for other in UNITS:
        (tmp_path / other.name).write_text(
            other.read_text().replace("/opt/safeboard/bin/safeboard", shutil.which("true"))
        )
    done = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    wrong = [line for line in done.stderr.splitlines() if unit.name in line]
    assert wrong == []
