"""Whether a known fault is in a library of the lock. Ends with 1 where one is; where nobody could be asked, says so and ends with 0."""

import json
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


def main():
    words = [
        sys.executable,
        "-m",
        "pip_audit",
        "--requirement",
        "requirements.txt",
        "--require-hashes",
        "--disable-pip",
    ]
    done = subprocess.run(
        [*words, "--format", "json", "--progress-spinner", "off", "--timeout", "10"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        libraries = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"Dependencies: not looked at, as the list of known faults could not be asked ({last[:160]}).")
        return 0
    unknown = [one["name"] for one in libraries if "skip_reason" in one]
    faults = [
        (one["name"], one["version"], fault["id"]) for one in libraries for fault in one.get("vulns", [])
    ]
    for name, version, fault in faults:
        print(f"{name} {version}: {fault}")
    known = len(libraries) - len(unknown)
    print(
        f"Dependencies: {known} looked at, {len(faults)} known faults; {len(unknown)} could not be asked about."
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
