"""Codebook files: YAML read so that every complaint names its line, and nothing is executed."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

from ..errors import CodebookError
from .model import Codebook, build_codebook
from .sharing import CodebookWarning

_MOST_BYTES = 20_000_000
_DEEPEST = 20
_PLAIN_TAGS = ("str", "int", "float", "bool", "timestamp", "seq", "map", "value")


def read_codebook(path: str | os.PathLike[str]) -> Codebook:
    """Read a codebook from a YAML file (JSON is YAML too).

    Single values are taken as they are written: ``NO`` stays the text "NO", ``2030`` the text
    "2030". Tags and anchors have no use in a codebook and are refused.

    Parameters
    ----------
    path : path
        The file, in UTF-8.

    Returns
    -------
    Codebook
        Concepts and actors in the order of the file.

    Raises
    ------
    CodebookError
        Where the file cannot be read, is not YAML, or does not keep the rules of a codebook:
        unknown keys (with the nearest known one), values of a wrong type, an id used twice, an
        alias of two concepts, no concepts. The message starts with the file and the line.

    Warns
    -----
    CodebookWarning
        For each alias of two actors; the same words are in ``notes``.

    Examples
    --------
    >>> read_codebook("missing.yml")
    Traceback (most recent call last):
    stancebook.errors.CodebookError: missing.yml: no such file in ...
    """
    path = Path(path)
    lines: dict[tuple, int] = {}
    content = _plain(_compose(_read_text(path), path), (), lines, path)

    def where(place: tuple) -> str:
        while place and place not in lines:
            place = place[:-1]
        return f"{path}, line {lines.get(place, 1)}: "

    codebook = build_codebook({} if content is None else content, where)
    for note in codebook.notes:
        warnings.warn(note, CodebookWarning, stacklevel=2)
    return codebook


def _read_text(path: Path) -> str:
    try:
        if path.is_dir():
            raise CodebookError(f"{path}: is a folder; a codebook is a YAML file")
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise CodebookError(
            f"{path}: no such file in {Path.cwd()}; a codebook is a YAML file. Start from the "
            "folder that holds it (papermill: --cwd FOLDER), or set STANCEBOOK_HOME to that folder"
        ) from None
    except (OSError, ValueError) as error:
        raise CodebookError(f"{path}: cannot be read: {error}") from None
    if len(data) > _MOST_BYTES:
        raise CodebookError(f"{path}: more than {_MOST_BYTES:,} bytes; a codebook is small")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CodebookError(
            f"{path}, line {line}: not UTF-8 text; save the file as UTF-8"
        ) from None


def _compose(text: str, path: Path) -> object:
    import yaml

    class PlainLoader(yaml.SafeLoader):
        def compose_node(self, parent: object, index: object) -> object:
            if self.check_event(yaml.AliasEvent):
                mark = self.peek_event().start_mark
                raise yaml.MarkedYAMLError(problem="anchors are not used here", problem_mark=mark)
            return super().compose_node(parent, index)

    try:
        return yaml.compose(text, Loader=PlainLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        problem = error.problem or error.context
        began = error.context_mark
        if began and mark and began.line < mark.line:
            problem = f"{problem} ({error.context} that begins in line {began.line + 1})"
        raise CodebookError(f"{path}{line}: not YAML: {problem}") from None
    except yaml.YAMLError as error:
        raise CodebookError(f"{path}: not YAML: {' '.join(str(error).split())[:200]}") from None
    except RecursionError:
        raise CodebookError(f"{path}: nested too deeply; a codebook has four levels") from None


def _plain(node: object, place: tuple, lines: dict[tuple, int], path: Path) -> object:
    """Turn a YAML node into plain values and note the line of every place."""
    import yaml

    if node is None:
        return None
    line = node.start_mark.line + 1
    lines.setdefault(place, line)
    tag = node.tag.removeprefix("tag:yaml.org,2002:")
    if len(place) > _DEEPEST:
        raise CodebookError(f"{path}, line {line}: nested too deeply; a codebook has four levels")
    if isinstance(node, yaml.SequenceNode) and tag == "seq":
        return [
            _plain(item, (*place, number), lines, path) for number, item in enumerate(node.value)
        ]
    if isinstance(node, yaml.MappingNode) and tag == "map":
        return _plain_mapping(node, place, lines, path)
    if isinstance(node, yaml.ScalarNode) and tag == "null":
        return None
    if isinstance(node, yaml.ScalarNode) and tag in _PLAIN_TAGS:
        return node.value
    raise CodebookError(f"{path}, line {line}: the tag {node.tag!r} is not used in a codebook")


def _plain_mapping(node: object, place: tuple, lines: dict[tuple, int], path: Path) -> dict:
    content: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = _plain(key_node, (*place, "(key)"), {}, path)
        line = key_node.start_mark.line + 1
        if not isinstance(key, str):
            raise CodebookError(f"{path}, line {line}: a key is text; got {key!r}")
        if key in content:
            raise CodebookError(f"{path}, line {line}: the key {key!r} stands twice")
        lines[(*place, key)] = line
        content[key] = _plain(value_node, (*place, key), lines, path)
    return content
