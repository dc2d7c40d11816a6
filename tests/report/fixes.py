#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Makes every fix that SARIF offers for the cases, one at a time: what it mends is gone then, and
the layout can still be read."""
import sys

import common


def results(options, scene):
    run, = common.check_json(options.mkpart, scene.folder, "sarif", scene.layout.name)["runs"]
    return run["results"]


def identity(result):
    return result["partialFingerprints"]["mkpartFinding/v1"].split(":")[0]


def is_unreadable(result):
    return result["ruleId"] < "MK0004"


def replaced(text, replacement):
    """The text with a replacement made, which is within one line; columns count code points."""
    region = replacement["deletedRegion"]
    lines = text.split("\n")
    line = lines[region["startLine"] - 1]
    lines[region["startLine"] - 1] = (line[:region["startColumn"] - 1]
                                      + replacement["insertedContent"]["text"]
                                      + line[region["endColumn"] - 1:])
    return "\n".join(lines)


def fixes(found):
    for result in found:
        for fix in result.get("fixes", []):
            change, = fix["artifactChanges"]
            replacement, = change["replacements"]
            yield result, replacement


def run_case(case, options):
    """How many fixes there are, and complaints about them."""
    count, complaints = 0, []
    with common.Scene(case, options.boards) as scene:
        if not scene.layout:
            return 0, []
        text = scene.layout.read_bytes().decode(errors="surrogateescape")
        before = results(options, scene)
        for result, replacement in fixes(before):
            mended = replaced(text, replacement)
            scene.layout.write_bytes(mended.encode(errors="surrogateescape"))
            after = results(options, scene)
            count += 1
            if any(map(is_unreadable, after)):
                complaints.append(f"{case.name}: {replacement} cannot be read")
            elif [identity(r) for r in after].count(identity(result)) \
                    >= [identity(r) for r in before].count(identity(result)):
                complaints.append(f"{case.name}: {replacement} mends nothing: "
                                  f"{result['message']['text']}")
    return count, complaints


def main():
    options = common.arguments(__doc__)
    outcomes = [run_case(case, options) for case in common.cases()]
    count = sum(number for number, _ in outcomes)
    complaints = [line for _, lines in outcomes for line in lines]
    print("\n".join(complaints) or f"{count} fixes mend what they say")
    sys.exit(1 if complaints or not count else 0)


if __name__ == "__main__":
    main()
