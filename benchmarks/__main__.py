"""How long the things people wait for take. `make bench` runs it; nothing here is a test.

Each figure is the median of several runs in this process, after one run that is not counted, in seconds of processor
time, so that what else the machine does counts little; on a quiet machine people wait as long. Prints a table with
each goal, the figure, and whether it is met; `--write FILE` puts the same table into a page.
"""

import argparse
import datetime
import os
import platform
import random
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine, IssueLine, Outline, PriorityLine
from safeboard.plans.papers.excel import write_excel
from safeboard.plans.papers.pdf import write_pdf
from safeboard.plans.papers.word import write_word
from safeboard.plans.reading import read_plan

ROOT = Path(__file__).resolve().parents[1]
SEED = (
    Path(os.environ.get("SAFEBOARD_PLANS") or ROOT.parent / "shared" / "plans")
    / "bathnes-lscb-business-plan-2015-18.txt"
)


@dataclass
class Figure:
    what: str
    seconds: float
    goal: float | None = None

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        return (
            "met" if self.seconds <= self.goal else f"NOT met: {self.seconds / self.goal:.1f} times the goal"
        )


def median(work, runs=5):
    work()
    times = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times)


def invented_plan(actions, seed=1):
    """A plan of so many actions, three to an issue, repeatable from a seed; no words of a real plan."""
    dealt = random.Random(seed)
    words = [
        "review",
        "audit",
        "neglect",
        "training",
        "schools",
        "health",
        "police",
        "housing",
        "policy",
        "data",
        "threshold",
        "partners",
        "early",
        "help",
    ]

    def some(count):
        return " ".join(dealt.choice(words) for _ in range(count))

    def action(at):
        notes = [
            Note(some(25), datetime.date(2025, 12, 1), "Update Dec 25:"),
            Note(some(30), datetime.date(2026, 3, 1), "Update Mar 26:"),
        ]
        return ActionLine(
            words=f"Review {some(12)}",
            leads=[dealt.choice(["PPG", "Training Group", "QAG"])],
            due=dealt.choice(["Jun-26", "Sept 26", "On going", "2026-27"]),
            rating=dealt.choice(["red", "amber", "green"]),
            notes=notes,
        )

    issues = [
        IssueLine(
            words=f"The {some(10)}",
            number=str(at % 40 + 1),
            number_written=True,
            actions=[action(at) for _ in range(3)],
        )
        for at in range(actions // 3)
    ]
    priorities = [
        PriorityLine(
            title=f"The {some(8)}",
            number=str(at + 1),
            outcomes=[f"The {some(8)}"],
            issues=issues[at * 40 : at * 40 + 40],
        )
        for at in range(-(-len(issues) // 40))
    ]
    legend = {"red": "Off target", "amber": "On target", "green": "Complete"}
    return Outline(
        title="Business Plan 2025-28",
        board="Harrowmere Safeguarding Children Partnership",
        legend=legend,
        priorities=priorities,
    )


def figures():
    if SEED.exists():
        seed = SEED.read_bytes()
        yield Figure("read the real plan (79 actions, text)", median(lambda: read_plan(seed)), 0.3)
    sizes = {}
    for actions in (501, 999, 2001, 4002):
        word = write_word(invented_plan(actions))
        sizes[actions] = median(lambda word=word: read_plan(word), runs=3)
        yield Figure(
            f"read a Word plan of {actions:,} actions", sizes[actions], 4 if actions == 2001 else None
        )
    each = [1000 * seconds / actions for actions, seconds in sizes.items()]
    yield Figure(
        f"growth: time a row, largest over smallest file ({each[0]:.2f} to {each[-1]:.2f} ms)",
        each[-1] / each[0],
        1.5,
    )
    paper = read_plan(seed) if SEED.exists() else invented_plan(79)
    yield Figure("write the paper of 79 actions in Word", median(lambda: write_word(paper)), 1)
    yield Figure("write the paper of 79 actions in Excel", median(lambda: write_excel(paper)), 1)
    yield Figure("write the paper of 79 actions in PDF", median(lambda: write_pdf(paper)), 2)


def table(found):
    yield "| what | median | goal | |"
    yield "| --- | --- | --- | --- |"
    for figure in found:
        unit = " times" if figure.what.startswith("growth") else " s"
        goal = f"{figure.goal:g}{unit}" if figure.goal else ""
        yield f"| {figure.what} | {figure.seconds:.3f}{unit} | {goal} | {figure.verdict} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="put the table into this page")
    where = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, {datetime.date.today():%-d %B %Y}"
    written = parser.parse_args().write
    lines = list(table(figures()))
    print("\n".join([where, "", *lines]))
    if written:
        written.write_text(
            "\n".join(
                [
                    "# How fast it is",
                    "",
                    f"Measured by `make bench`: {where}. Medians, in seconds of processor time.",
                    "",
                    *lines,
                    "",
                ]
            )
        )


if __name__ == "__main__":
    sys.exit(main())
