# SPDX-License-Identifier: BSD-2-Clause
"""The certificate: a statement in SMT-LIB 2 that something overlaps, for solvers to refute."""

HEAD = """\
; Written by mkpart-verify. `unsat`: there is no number that two owners claim. `sat`: there is one;
; in the model `number` is it, the group that is true says what kind of number, and of the owners
; two are true, one as `first:`, one as `second:`.
(set-logic QF_BV)
(declare-fun number () (_ BitVec 64))
(declare-fun first () (_ BitVec 16))
(declare-fun second () (_ BitVec 16))
"""


def symbol(text):
    """A name for people in SMT-LIB's quotes, which hold neither | nor a backslash."""
    kept = "".join(c if 32 <= ord(c) < 127 and c not in "|\\" else "?" for c in text)
    return f"|{kept}|"


def bits(number, width):
    return f"#x{number:0{width // 4}x}"


def side(claims, owners, variable):
    lines = []
    for claim in claims:
        lines.append(f"    ; {symbol(claim.words() + ', ' + claim.where)}\n")
        lines.append(f"    (and (= {variable} {bits(owners[claim.owner], 16)})"
                     f" (bvule {bits(claim.first, 64)} number)"
                     f" (bvule number {bits(claim.last, 64)}))\n")
    return "".join(lines)


def group_lines(group, owners):
    """A Boolean that is called as the group is, and what its truth would take. (Not every solver
    reads `:named`.)"""
    name = symbol(group.name)
    return (f"\n; {group.sentence}\n(declare-fun {name} () Bool)\n"
            f"(assert (=> {name} (and (distinct first second)\n"
            f"  (or false\n{side(group.left, owners, 'first')}  )\n"
            f"  (or false\n{side(group.right, owners, 'second')}  ))))\n")


def certificate(groups):
    owners = {}
    for group in groups:
        for claim in group.left + group.right:
            owners.setdefault(claim.owner, len(owners))
    out = [HEAD]
    for role in ("first", "second"):
        for owner, code in owners.items():
            name = symbol(f"{role}: {owner}")
            out.append(f"(declare-fun {name} () Bool)\n"
                       f"(assert (= {name} (= {role} {bits(code, 16)})))\n")
    out += [group_lines(group, owners) for group in groups]
    names = " ".join(symbol(group.name) for group in groups)
    out.append(f"\n; Something overlaps.\n(assert (or false {names}))\n(check-sat)\n(exit)\n")
    return "".join(out)
