"""Put an OpenID provider (npm's oidc-provider, MIT) into build/ for the tests of signing in through a council.

Every package is pinned with its checksum in scripts/oidc-provider/package-lock.json; none runs a script of its own.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from scripts.npm_package import BUILD, npm_command

HERE = Path(__file__).resolve().parent / "oidc-provider"
INTO = BUILD / "oidc-provider"


def main() -> None:
    shutil.rmtree(INTO, ignore_errors=True)
    shutil.copytree(HERE, INTO)
    done = subprocess.run([*npm_command(), "ci", "--silent"], cwd=INTO, capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(INTO)
        sys.exit(f"npm could not fetch oidc-provider.\n{done.stdout}{done.stderr}")
    print(f"OpenID provider: {len(list((INTO / 'node_modules').iterdir()))} packages, in build/")


if __name__ == "__main__":
    main()
