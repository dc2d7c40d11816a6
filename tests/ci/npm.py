# SPDX-License-Identifier: BSD-2-Clause
"""Programs from npm, as it is set up on the machine; kept between runs."""
import pathlib
import shutil
import subprocess


def install(store, *packages):
    """The folder of the packages' programs; None where npm cannot get them."""
    home = pathlib.Path(store) / "-".join(p.strip("@").replace("/", "-") for p in packages)
    done = home / "done"
    if not done.exists():
        if not shutil.which("npm"):
            return None
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text("{}\n")
        result = subprocess.run(
            ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts",
             "--fetch-retries=0", "--fetch-timeout=30000", *packages],
            cwd=home, stdin=subprocess.DEVNULL, capture_output=True, timeout=200, check=False)
        if result.returncode:
            return None
        done.touch()
    return home / "node_modules/.bin"
