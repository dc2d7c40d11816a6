#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Follows every fix that SARIF offers for the cases, each alone: what it mends is gone then, no new
error has come, and where further fixes are offered, following the first of them leads to an end."""
import sys

import common

MOST_STEPS = 30


def results(options, scene):
    run, = common.check_json(options.mkpart, scene.folder, "sarif", scene.layout.name)["runs"]
    return run["results"]


def identity(result):
    return result["partialFingerprints"]["mkpartFinding/v1"].split(":")[0]


def stands(result):
    return not result.get("suppressions")


# Those after which there is no tree to look at.
OF_SYNTAX = {"MK0001", "MK0002", "MK0003", "MK0012", "MK0014", "MK0015", "MK0016"}
# Rules that look at the plan, all the same.
OF_RULES = {"MK0020", "MK0021", "MK0023", "MK0033", "MK0034"}


def stage(result):
    """What comes later is not looked at where an earlier stage finds an error."""
    if result["ruleId"] in OF_SYNTAX:
        return 0
    return 1 if result["ruleId"] < "MK0100" and result["ruleId"] not in OF_RULES else 2


def changed(text, replacements):
    """The text with replacements made, each within one line; columns count code points."""
    lines = text.split("\n")
    places = sorted(replacements, reverse=True, key=lambda replacement: (
        replacement["deletedRegion"]["startLine"], replacement["deletedRegion"]["startColumn"]))
    for replacement in places:
        region = replacement["deletedRegion"]
        line = lines[region["startLine"] - 1]
        lines[region["startLine"] - 1] = (line[:region["startColumn"] - 1]
                                          + replacement["insertedContent"]["text"]
                                          + line[region["endColumn"] - 1:])
    return "\n".join(lines)


def fixes(found):
    for result in found:
        for fix in result.get("fixes", []):
            change, = fix["artifactChanges"]
            yield result, change["replacements"]


def tried(options, scene, text):
    scene.layout.write_bytes(text.encode(errors="surrogateescape"))
    return results(options, scene)


def place(result):
    region = result["locations"][0]["physicalLocation"].get("region", {})
    return region.get("startLine", 0), region.get("startColumn", 0)


def was_hidden(result, new):
    """Reading ends at an error of syntax: what comes behind it was not seen yet."""
    return stage(result) == 0 and stage(new) == 0 and place(new) > place(result)


def complaints_about(before, after, result, several):
    """What speaks against a fix of `result`, by the findings before and after it; `several`: the
    layout has many mistakes, of which some hide others."""
    known = [identity(r) for r in before]
    if [identity(r) for r in after].count(identity(result)) >= known.count(identity(result)):
        yield "mends nothing"
    reached = min(map(stage, before))
    for new in after:
        if new["level"] == "error" and stands(new) and identity(new) not in known \
                and stage(new) <= reached and not (several and was_hidden(result, new)):
            yield f"brings {new['ruleId']}: {new['message']['text']}"


def follow(options, scene, text, found):
    """Makes the first fix there is, again and again; says where that comes to no end."""
    seen = {text}
    for _ in range(MOST_STEPS):
        offered = [replacements for _, replacements in fixes(found)]
        if not offered:
            return
        text = changed(text, offered[0])
        if text in seen:
            yield "leads in a circle"
            return
        seen.add(text)
        found = tried(options, scene, text)
    yield f"leads on for more than {MOST_STEPS} steps"


def run_case(case, options):
    """How many fixes there are, and complaints about them."""
    count, complaints = 0, []
    with common.Scene(case, options.boards) as scene:
        if not scene.layout:
            return 0, []
        text = scene.layout.read_bytes().decode(errors="surrogateescape")
        before = results(options, scene)
        for result, replacements in fixes(before):
            mended = changed(text, replacements)
            after = tried(options, scene, mended)
            count += 1
            several = case.name.startswith("fix-")
            said = [*complaints_about(before, after, result, several),
                    *follow(options, scene, mended, after)]
            complaints += [f"{case.name}: {replacements} {complaint}: {result['message']['text']}"
                           for complaint in said]
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
