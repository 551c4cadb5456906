"""Every regular expression of the package against strings made to keep it busy.

``python tests/hostile_patterns.py [PATTERN ...]`` looks at the patterns given, or imports all
modules, notes what they compile and adds the literals inside their functions. It prints the
patterns that come to no end with a long string, since their time grows faster than it.
"""

import ast
import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import stancebook

PACKAGE = Path(stancebook.__file__).parent
TAKING = {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
SHORT, LONG = 4_000, 128_000
"""Lengths of the strings, in characters."""

BUSY = 0.001
"""Seconds of processor time from which a short string is tried at length."""

MOST = 1.0
"""Seconds of processor time after which a long string is given up, three times of three.

A pattern that is busy with a short string and takes the square of the length needs 1,024 times
as long for one of 32 times the length: a second at least, where linear ones take hundredths.
So wide a gap is not bridged by what else the machine has to do.
"""

COMMON = (*"aA \n1,.-<’é", '"', "a ", "A ", "Aa ", "A. ", "a\n")
ENDS = ("", "\x01", "\n")
_ANY = [*"aA1 ,.-'\n<>&/\"", "é", "中", "ア", "の", "’", "“"]


def collect() -> dict[tuple[str | bytes, int], str]:
    """Return pattern and flags of every regular expression, with where it was found first."""
    found: dict[tuple[str | bytes, int], str] = {}
    compiled = re.compile

    def note(pattern, flags=0):
        frame = sys._getframe(1)
        if isinstance(pattern, str | bytes) and str(PACKAGE) in frame.f_code.co_filename:
            place = _place(frame.f_code.co_filename, frame.f_lineno)
            found.setdefault((pattern, int(flags)), place)
        return compiled(pattern, flags)

    re.compile = note
    for module in pkgutil.walk_packages([str(PACKAGE)], "stancebook."):
        if ".training" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    re.compile = compiled
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            taken = isinstance(node, ast.Call) and getattr(node.func, "attr", "") in TAKING
            if taken and getattr(node.func.value, "id", "") == "re":
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str | bytes):
                    found.setdefault((first.value, _flags(node)), _place(str(path), node.lineno))
    return found


def _place(path: str, line: int) -> str:
    return f"{Path(path).relative_to(PACKAGE).as_posix()}:{line}"


def _flags(node: ast.Call) -> int:
    named = {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}
    return int(sum({getattr(re, name) for name in named if name.isupper() and hasattr(re, name)}))


def pumps(pattern: str | bytes, flags: int) -> Iterator[tuple[str, str]]:
    """Yield what to begin with, and what to repeat."""
    yield from (("", common) for common in COMMON)
    yield from set(_repeats(re._parser.parse(pattern, flags), ""))


def _repeats(tree, before: str) -> Iterator[tuple[str, str]]:
    for kind, value in tree:
        name = str(kind)
        if "REPEAT" in name:
            for body in _samples(value[2]):
                yield before, body
                yield "", body
                yield before, body + " "
            yield from _repeats(value[2], before)
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            yield from _repeats(value[-1] if name == "SUBPATTERN" else value, before)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _repeats(branch, before)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _repeats(value[1], before)
        before += _sample([(kind, value)])


def _samples(tree) -> list[str]:
    """Return some strings that a part of a pattern may match."""
    made = [""]
    for item in tree:
        made = [begun + more for begun in made for more in _choices(item)][:12]
    return [one for one in made if one]


def _sample(tree) -> str:
    return next(iter(_samples(tree)), "")


def _choices(item) -> list[str]:
    kind, value = item
    name = str(kind)
    if name == "LITERAL":
        return [chr(value)]
    if name in ("IN", "NOT_LITERAL", "ANY", "CATEGORY", "RANGE"):
        single = re._compiler.compile(_alone(item))
        matched = [one for one in _ANY if single.match(one)]
        return [*matched[:3], *matched[-1:]] or [_first(item)]
    if name == "BRANCH":
        return [_sample(branch) for branch in value[1]][:4]
    if name in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _samples(value[-1] if name == "SUBPATTERN" else value)[:4] or [""]
    if "REPEAT" in name:
        once = _samples(value[2])[:3]
        return [one * max(1, min(value[0], 40)) for one in once] or [""]
    return [""]


def _alone(item):
    state = re._parser.State()
    state.str = ""
    return re._parser.SubPattern(state, [item])


def _first(item) -> str:
    for kind, value in item[1] if isinstance(item[1], list) else []:
        if str(kind) == "LITERAL":
            return chr(value)
        if str(kind) == "RANGE":
            return chr(value[0])
    return "a"


def seconds(search, begin: str, body: str, end: str, length: int) -> float:
    """Return the processor time of one string, at most MOST."""
    text = begin + body * (length // len(body)) + end
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST)
    try:
        search(text)
    except TimeoutError:
        return MOST
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begun


def _give_up(*_: object) -> None:
    raise TimeoutError


def searching(pattern: str | bytes, flags: int, place: str):
    """Return the pattern's search, or its match where its module never searches with it."""
    compiled = re.compile(pattern, flags)
    file, line = place.rsplit(":", 1) if place else ("__init__.py", 0)
    source = (PACKAGE / file).read_text(encoding="utf-8")
    before = source.split("\n")[: int(line)]
    named = [row for row in before if re.match(r"_?[A-Z][A-Z0-9_]* = ", row)][-1:]
    uses = re.findall(rf"\b{named[0].split()[0]}\.(\w+)", source) if named else []
    uses = re.findall(r"\bre\.(match|fullmatch)\(", "".join(before[-1:])) or uses
    only_match = bool(uses) and set(uses) <= {"match", "fullmatch"}

    def search(text: str) -> None:
        given = text.encode("utf-8", "replace") if isinstance(pattern, bytes) else text
        if only_match:
            compiled.match(given)
            compiled.fullmatch(given)
            return
        for _ in compiled.finditer(given):
            pass

    return search


def slowest(pattern: str | bytes, flags: int, place: str) -> str:
    """Return the string that keeps a pattern busiest; empty where time grows as the string does."""
    search = searching(pattern, flags, place)
    for begin, body in pumps(pattern, flags):
        for end in ENDS:
            if seconds(search, begin, body, end, SHORT) < BUSY:
                continue
            if all(seconds(search, begin, body, end, LONG) >= MOST for _ in range(3)):
                return f"{begin!r} + {body!r} * n + {end!r}: no end with {LONG} characters"
    return ""


def main() -> None:
    """Print the patterns whose time grows faster than their strings, and how many there are."""
    signal.signal(signal.SIGVTALRM, _give_up)
    patterns = {(given, 0): "" for given in sys.argv[1:]} or collect()
    for (pattern, flags), place in sorted(patterns.items(), key=lambda item: item[1]):
        if words := slowest(pattern, flags, place):
            sys.stdout.write(f"{place}: {pattern!r:.100}: {words}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(patterns)} patterns\n")


if __name__ == "__main__":
    main()
