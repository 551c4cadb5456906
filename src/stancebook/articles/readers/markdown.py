"""Markdown: front matter as data, the first heading as title, marks removed."""

from __future__ import annotations

import re

from ..cleaning import join_notes
from ..columns import as_words, map_columns
from ..files import SourceFile
from ..found import Findings, Found, Refused
from .plain import plain_article

_FRONT = re.compile(r"(---|\+\+\+)[ \t]*\n(.{0,100000}?\n)?\1[ \t]*(?:\n|$)", re.DOTALL)
_LINK = re.compile(
    r"!?\[([^\[\]]{0,2000})\](?:\([^()\s]{0,2000}(?:\s\"[^\"]{0,500}\")?\)|\[[^\[\]]{0,200}\])"
)
_STRONG = re.compile(
    r"(?<![\w*_])(\*\*\*|___|\*\*|__|\*|_|~~)(?=\S)([^*_~\n]{1,2000}?)(?<=\S)\1(?![\w*_])"
)
_CODE = re.compile(r"(`{1,3})([^`\n]{1,2000})\1")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.{0,2000}?)\s{0,5}#{0,6}\s{0,5}$")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
_RULE = re.compile(r"\s{0,3}(?:[-*_]\s{0,3}){3,50}$")
_REFERENCE = re.compile(r"\s{0,3}\[[^\[\]]{1,200}\]:\s{1,5}\S{1,2000}(?:\s.{0,500})?$")


def read(file: SourceFile) -> Findings:
    """Yield the one article of a Markdown file."""
    text, _, note = file.read_text()
    yield markdown_article(text, note=note)


def markdown_article(text: str, *, note: str = "") -> Found | Refused:
    r"""Return the article of a Markdown text.

    Parameters
    ----------
    text : str
        With or without front matter (YAML between ``---``, TOML between ``+++``).
    note : str
        What was noticed on the way here.

    Examples
    --------
    >>> markdown_article("---\ndate: 2023-07-07\n---\n# A *ban*\n\nIt [passed](x).").fields
    {'title': 'A ban', 'text': 'It passed.', 'published': '2023-07-07'}
    """
    text = re.sub(r"\r\n?", "\n", text.lstrip("\ufeff"))
    front, front_note = {}, ""
    match = _FRONT.match(text)
    if match:
        front, front_note = _front_matter(match[2] or "", match[1])
        text = text[match.end() :]
    title, body = _title_and_body(text)
    if not title and not front.get("title"):
        plain = plain_article(body)
        if isinstance(plain, Refused):
            return plain
        fields, doubt = dict(plain.fields), plain.doubt
        note = join_notes(note, plain.note)
    else:
        fields, doubt = {"title": title, "text": body}, None
    fields |= {name: value for name, value in front.items() if value and name != "text"}
    return Found(fields, join_notes(note, front_note), doubt=doubt)


def _front_matter(block: str, mark: str) -> tuple[dict[str, str], str]:
    record, note = _toml(block) if mark == "+++" else _yaml(block)
    mapped = map_columns(record)
    return {field: as_words(record[name]) for field, name in mapped.items()}, note


def _yaml(block: str) -> tuple[dict, str]:
    import yaml

    if any(isinstance(event, yaml.AliasEvent) for event in _events(block)):
        return {}, "front matter with aliases is not read"
    try:
        record = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, "the front matter is no valid YAML: not read"
    return (record if isinstance(record, dict) else {}), ""


def _events(block: str):
    import yaml

    try:
        yield from yaml.parse(block, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return


def _toml(block: str) -> tuple[dict, str]:
    import tomllib

    try:
        return tomllib.loads(block), ""
    except (ValueError, RecursionError):
        return {}, "the front matter is no valid TOML: not read"


def _title_and_body(text: str) -> tuple[str, str]:
    title, lines = "", []
    fenced = False
    for line in text.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            continue
        if fenced:
            lines.append(line)
            continue
        if lines and re.fullmatch(r"\s{0,3}(=+|-{2,})\s{0,20}", line) and lines[-1].strip():
            if not title and not any(before.strip() for before in lines[:-1]):
                title = lines.pop()
                continue
            if set(line.strip()) == {"="}:
                continue
        heading = _HEADING.match(line)
        if heading and not title and len(heading[1]) == 1 and not any(map(str.strip, lines)):
            title = _without_marks(heading[2])
            continue
        if _RULE.match(line) or _REFERENCE.match(line):
            lines.append("")
            continue
        line = heading[2] if heading else _QUOTE.sub("", line, count=1)
        lines.append(_without_marks(line))
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()
    return title.strip(), body


def _without_marks(line: str) -> str:
    if len(line) > 100_000:
        return line
    for _ in range(3):
        before = line
        line = _LINK.sub(r"\1", line)
        line = _STRONG.sub(r"\2", _CODE.sub(r"\2", line))
        if line == before:
            break
    return re.sub(r"\\([\\`*_{}\[\]()#+.!>-])", r"\1", line)
