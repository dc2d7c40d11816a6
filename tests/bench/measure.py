# SPDX-License-Identifier: BSD-2-Clause
"""Instructions that a command executes, as callgrind counts them."""
import re
import subprocess
import sys
import tempfile


def instructions(*command, statuses=(0,)):
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(["valgrind", "--tool=callgrind",
                                 f"--callgrind-out-file={folder}/out", *command],
                                capture_output=True, text=True, check=False)
    count = re.search(r"Collected : (\d+)", result.stderr)
    if not count or result.returncode not in statuses:
        sys.exit(f"{' '.join(command)} failed:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")
    return int(count[1])
