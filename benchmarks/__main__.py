"""How long the things people wait for take. `make bench` runs it; nothing here is a test.

Each figure is the median of several runs, after one run that is not counted. What needs no database is in seconds of
processor time of this process and of those it starts, so that what else the machine does counts little; on a quiet machine people wait as
long. Prints a table with each goal, the figure, and whether it is met; `--write FILE` puts the same table into a page.
"""

import argparse
import datetime
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from safeboard.core.paper.forms import write
from safeboard.papers.kinds import KINDS
from safeboard.papers.material import Cover, Material
from safeboard.papers.writing import paper_of
from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine, IssueLine, Outline, PriorityLine
from safeboard.plans.reading import read_plan
from safeboard.plans.tests.pictured import picture_of
from safeboard.plans.tests.written import write_excel, write_pdf, write_word
from scripts.run_tests import postgresql

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
    return each_time(lambda run: work(), runs)


def each_time(work, runs=3):
    """The median over other words each time: what is remembered would look quicker than it is. work: takes 0, 1, 2…"""
    work(0)
    times = []
    for run in range(1, runs + 1):
        began = processor_time()
        work(run)
        times.append(processor_time() - began)
    return statistics.median(times)


def processor_time():
    """Seconds, of this process and of those it started that have ended."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def invented_plan(actions, seed=1, notes=2):
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
        months = (datetime.date(2025, 12, 1) + datetime.timedelta(days=31 * at) for at in range(notes))
        said = [Note(some(28), day.replace(day=1), f"Update {day:%b %y}:") for day in months]
        return ActionLine(
            words=f"Review {some(12)}",
            leads=[dealt.choice(["PPG", "Training Group", "QAG"])],
            due=dealt.choice(["Jun-26", "Sept 26", "On going", "2026-27"]),
            rating=dealt.choice(["red", "amber", "green"]),
            notes=said,
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
    yield from figures_of_memory()  # first: a process begins with the figure of the one that starts it
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
    yield from figures_of_long_papers()
    yield from figures_on_postgresql("benchmarks.assurance")
    yield from figures_on_postgresql("benchmarks.pages")


def figures_on_postgresql(module):
    """In a process and databases of its own, by the clock on the wall; none where no PostgreSQL is reachable."""
    if not (server := postgresql()):
        return
    ran = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": server},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    for what, figure, goal in json.loads(ran.stdout.splitlines()[-1]):
        yield Figure(what, figure, goal)


def figures_of_long_papers():
    """Plans are made beforehand, so that only the writing counts."""
    plans = [invented_plan(1000, seed=run) for run in range(4)]
    yield Figure("write the paper of 1,000 actions in PDF", each_time(lambda run: write_pdf(plans[run])), 3)
    yield Figure(
        "write the paper of 1,000 actions in Excel", each_time(lambda run: write_excel(plans[run])), 2
    )
    packs = [the_pack(seed=run) for run in range(4)]
    yield Figure(
        "write the full pack of 120 actions with 6 notes each in PDF",
        each_time(lambda run: write(paper_of("pack", packs[run], draft=False, printed_on=None), "pdf")),
        5,
    )


def figures_of_memory():
    ours, theirs = most_memory()
    yield Figure("memory: of a process that writes 1,000 actions six times in PDF and in Excel", ours, 300)
    yield Figure(
        "memory: of the process it starts to set one of those PDFs, and that ends with it", theirs, 300
    )


def the_pack(seed):
    """Every kind of paper, of a plan as it stood at three meetings."""
    plan = invented_plan(120, seed=seed, notes=6)
    trend = [picture_of(plan, day=datetime.date(2026, month, 1)) for month in (4, 7, 10)]
    chosen = tuple(kind for kind in KINDS if kind != "pack")
    return Material(
        trend[-1], trend[-2], trend, "Board, 1 October 2026", trend[-1].day, cover=Cover("Jo"), chosen=chosen
    )


def most_memory():
    """The most it takes, in megabytes: of a process that writes papers, and of the largest that it starts."""
    script = "from benchmarks.__main__ import write_many; write_many()"
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return [int(kilobytes) / 1024 for kilobytes in ran.stdout.split()]


def write_many():
    for run in range(6):
        plan = invented_plan(1000, seed=run)
        write_pdf(plan)
        write_excel(plan)
    for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        print(resource.getrusage(whose).ru_maxrss)


UNITS = {"growth": " times", "memory": " MB"}


def table(found):
    yield "| what | median | goal | |"
    yield "| --- | --- | --- | --- |"
    for figure in found:
        unit = next((unit for begins, unit in UNITS.items() if figure.what.startswith(begins)), " s")
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
                    f"Measured by `make bench`: {where}. Medians; in seconds of processor time, what has to do with PostgreSQL or HTTP by the clock.",
                    "",
                    *lines,
                    "",
                ]
            )
        )


if __name__ == "__main__":
    sys.exit(main())
