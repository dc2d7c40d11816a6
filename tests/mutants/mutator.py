# SPDX-License-Identifier: BSD-2-Clause
"""Writes C source that holds all its mutants, of which one is chosen when the program runs.

Each condition is negated, '<' becomes '<=', '&&' becomes '||', a '+ 1' is left out, and a statement
does not happen. What C this has to understand is that of the project: function bodies without
macros that open a block halfway."""
import dataclasses
import re

TOKEN = re.compile(
    r"\s+|//[^\n]*|/\*.*?\*/|#(?:\\\n|[^\n])*|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|"
    r"[A-Za-z_]\w*|\.?\d(?:[eEpP][+-]|[\w.])*|"
    r"<<=|>>=|\.\.\.|->|\+\+|--|&&|\|\||<<|>>|[-+*/%&|^=!<>]=|.",
    re.S)
OPEN, CLOSE = "([{", ")]}"
ASSIGNS = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="}
TYPE_WORDS = {"const", "struct", "enum", "union", "static", "unsigned", "signed", "char", "int",
              "long", "short", "void", "bool", "double", "size_t", "volatile", "ssize_t"}
RELATIONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
# From what binds least; within a row from the left.
LEVELS = [["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<", ">", "<=", ">="], ["<<", ">>"],
          ["+", "-"], ["*", "/", "%"]]


@dataclasses.dataclass(frozen=True)
class Mutant:
    number: int
    file: str
    line: int
    what: str # "a < b as <="


class Token(str):
    """Text that knows its line."""
    line = 0


def tokens_of(text):
    line = 1
    found = []
    for match in TOKEN.finditer(text):
        token = Token(match[0])
        token.line = line
        line += match[0].count("\n")
        if match[0].isspace() or match[0].startswith(("//", "/*")):
            continue
        found.append(token)
    return found


def closing(tokens, at):
    """Where the bracket at `at` ends."""
    depth = 0
    for i in range(at, len(tokens)):
        depth += (tokens[i] in OPEN) - (tokens[i] in CLOSE)
        if depth == 0:
            return i
    raise ValueError(f"a bracket of line {tokens[at].line} stays open")


def find(tokens, wanted, last=False):
    """The place of one of the tokens outside brackets, or None; a binary operator only."""
    places, i = [], 0
    while i < len(tokens):
        if tokens[i] in OPEN:
            i = closing(tokens, i)
        elif tokens[i] in wanted and (not set(wanted) & {"-", "+", "*", "&"} or
                                      is_operand_end(tokens, i - 1)):
            places.append(i)
            if not last:
                break
        i += 1
    return places[-1] if places else None


def is_operand_end(tokens, i):
    if i < 0:
        return False
    if tokens[i] == ")":
        return not is_cast(tokens, i)
    return tokens[i] == "]" or tokens[i] == "}" or \
        bool(re.match(r"[\w\"'.]", tokens[i])) and tokens[i] not in ("return", "sizeof", "case")


def is_type(tokens):
    return bool(tokens) and (tokens[0] in TYPE_WORDS or
                             re.fullmatch(r"u?int\w*_t|uintptr_t|fdt32_t", tokens[0]) is not None)


def is_cast(tokens, end):
    """Whether the bracket that ends there holds a type."""
    depth = 0
    for i in range(end, -1, -1):
        depth += (tokens[i] in CLOSE) - (tokens[i] in OPEN)
        if depth == 0:
            return is_type(tokens[i + 1:end]) and not (i and tokens[i - 1] == "sizeof")
    return False


def spell(tokens):
    text = " ".join(tokens)
    return re.sub(r" ?(->|\.) ?|(?<=\w) (?=[(\[])|(?<=[(\[!]) | (?=[)\],;])",
                  lambda match: match[1] or "", text)


class Mutator:
    def __init__(self, name, text, first):
        self.name, self.first = name, first
        self.tokens = tokens_of(text)
        self.mutants = []

    def add(self, token, what):
        number = self.first + len(self.mutants)
        self.mutants.append(Mutant(number, self.name, token.line, what))
        return number

    # --- expressions ---

    def condition(self, tokens):
        inner = self.expression(tokens)
        at = find(tokens, ("||", "&&", "?"))
        if at is None and find(tokens, ("==", "!=")) is not None:
            return inner # its mutant is this one
        return f"MUTANT_NOT({self.add(tokens[0], f'{spell(tokens)} negated')}, {inner})"

    def expression(self, tokens):
        if not tokens:
            return ""
        at = find(tokens, (",",))
        if at is not None:
            return f"{self.expression(tokens[:at])}, {self.expression(tokens[at + 1:])}"
        at = find(tokens, ASSIGNS)
        if at is not None:
            return f"{' '.join(tokens[:at + 1])} {self.expression(tokens[at + 1:])}"
        at = find(tokens, ("?",))
        if at is not None:
            return self.choice(tokens, at)
        for level in LEVELS:
            at = find(tokens, level, last=True)
            if at:
                return self.binary(tokens, at)
        return self.unary(tokens)

    def choice(self, tokens, at):
        depth = 0
        for i in range(at, len(tokens)):
            depth += (tokens[i] == "?") - (tokens[i] == ":")
            if depth == 0:
                return (f"({self.condition(tokens[:at])} ? ({self.expression(tokens[at + 1:i])})"
                        f" : ({self.expression(tokens[i + 1:])}))")
        raise ValueError(f"'?' without ':' in line {tokens[at].line}")

    def binary(self, tokens, at):
        operator = tokens[at]
        left, right = tokens[:at], tokens[at + 1:]
        if operator in ("+", "-") and right in (["1"], ["1u"]):
            number = self.add(operator, f"{spell(tokens)} without {operator} 1")
            return f"{self.expression(left)} {operator} MUTANT_ONE({number})"
        a, b = self.expression(left), self.expression(right)
        if operator in ("&&", "||"):
            other = "||" if operator == "&&" else "&&"
            number = self.add(operator, f"{spell(tokens)} with {other}")
            return f"MUTANT_{'AND' if operator == '&&' else 'OR'}({number}, {a}, {b})"
        if operator in RELATIONS:
            other = RELATIONS[operator]
            number = self.add(operator, f"{spell(tokens)} with {other}")
            return f"MUTANT_RELATION({number}, ({a}), {operator}, {other}, ({b}))"
        return f"{a} {operator} {b}"

    def unary(self, tokens):
        """Prefixes, then brackets behind a name; in these are expressions again."""
        written, i = [], 0
        while i < len(tokens):
            token = tokens[i]
            if token not in OPEN:
                written.append(token)
                i += 1
                continue
            end = closing(tokens, i)
            inner = tokens[i + 1:end]
            raw = token == "{" or is_type(inner) or i and tokens[i - 1] in (
                "sizeof", "typeof", "offsetof") or i and tokens[i - 1].isupper()
            written += [token, " ".join(inner) if raw else self.expression(inner), tokens[end]]
            i = end + 1
        return " ".join(written)

    # --- statements ---

    def dropped(self, tokens, text):
        number = self.add(tokens[0], f"{spell(tokens)}; left out")
        return f"if (!MUTANT_HERE({number})) {text}"

    def end_of_statement(self, tokens, at):
        i = at
        while tokens[i] != ";":
            i = closing(tokens, i) + 1 if tokens[i] in OPEN else i + 1
        return i

    def statement(self, tokens, at, is_last=False):
        """Text of a statement, and where the next one begins."""
        token = tokens[at]
        if token == "{":
            end = closing(tokens, at)
            return "{" + self.block(tokens[at + 1:end], is_last) + "}", end + 1
        if token in ("if", "while", "switch", "for"):
            return self.headed(tokens, at)
        if token == "do":
            body, i = self.statement(tokens, at + 1)
            end = closing(tokens, i + 1)
            return f"do {body} while ({self.condition(tokens[i + 2:end])});", end + 2
        if token in ("case", "default"):
            i = tokens.index(":", at)
            return " ".join(tokens[at:i + 1]), i + 1
        if token.startswith("#"):
            return f"\n{token}\n", at + 1
        if re.match(r"[A-Za-z_]", token) and token != "return" and tokens[at + 1] == "(":
            end = closing(tokens, at + 1)
            if token != "MK_VEC" and re.match(r"[A-Za-z_{]", tokens[end + 1]):
                body, i = self.statement(tokens, end + 1) # a loop that a macro makes
                return f"{' '.join(tokens[at:end + 1])} {body}", i
        end = self.end_of_statement(tokens, at)
        return self.simple(tokens[at:end], is_last and end + 1 == len(tokens)), end + 1

    def headed(self, tokens, at):
        end = closing(tokens, at + 1)
        head = tokens[at + 2:end]
        if tokens[at] == "for":
            first = find(head, (";",))
            second = first + 1 + find(head[first + 1:], (";",))
            middle = head[first + 1:second]
            text = (f"{' '.join(head[:first])}; {self.condition(middle) if middle else ''};"
                    f" {' '.join(head[second + 1:])}")
        else:
            text = self.expression(head) if tokens[at] == "switch" else self.condition(head)
        body, i = self.statement(tokens, end + 1)
        text = f"{tokens[at]} ({text}) {{{body}}}"
        if tokens[at] == "if" and i < len(tokens) and tokens[i] == "else":
            body, i = self.statement(tokens, i + 1)
            text += f" else {{{body}}}"
        return text, i

    def simple(self, tokens, is_last):
        if not tokens:
            return ";"
        if tokens[0] == "assert": # says what holds, and does nothing
            return f"{' '.join(tokens)};"
        if tokens[0] == "return":
            text = f"return {self.expression(tokens[1:])};"
            return text if is_last else self.dropped(tokens, text)
        if tokens[0] in ("break", "continue", "goto"):
            return self.dropped(tokens, f"{' '.join(tokens)};")
        if self.is_declaration(tokens):
            at = find(tokens, ("=",))
            if at is None or tokens[0] == "static" or tokens[at + 1] == "{":
                return " ".join(tokens) + ";"
            return f"{' '.join(tokens[:at + 1])} {self.expression(tokens[at + 1:])};"
        return self.dropped(tokens, self.expression(tokens) + ";")

    def is_declaration(self, tokens):
        if is_type(tokens) or tokens[0] == "MK_VEC":
            return True
        name = r"[A-Za-z_]\w*"
        return bool(re.fullmatch(name, tokens[0])) and len(tokens) > 1 and \
            (bool(re.fullmatch(name, tokens[1])) or
             tokens[1] == "*" and bool(re.fullmatch(name + r"|\*", tokens[2])))

    def block(self, tokens, is_last=False):
        texts, at = [], 0
        while at < len(tokens):
            text, at = self.statement(tokens, at, is_last)
            texts.append(text)
        return "\n".join(texts)

    def file(self):
        """All of it: only bodies of functions change."""
        written, i = [], 0
        while i < len(self.tokens):
            token = self.tokens[i]
            if token == "{" and self.tokens[i - 1] == ")":
                end = closing(self.tokens, i)
                written += ["{", self.block(self.tokens[i + 1:end], is_last=True), "}\n"]
                i = end + 1
                continue
            if token in OPEN:
                end = closing(self.tokens, i)
                written.append(" ".join(self.tokens[i:end + 1]))
                i = end + 1
                continue
            written.append(f"\n{token}\n" if token.startswith("#") else token)
            i += 1
        return " ".join(written)
