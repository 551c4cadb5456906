"""Outlets: one name for each newspaper, however the export writes it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from ..errors import InputError
from .columns import column_key
from .lexicons import read_lexicon

_RELAYS = (
    *("news.google", "google.", "archive.org", "archive.ph", "archive.is", "msn.com", "yahoo."),
    *("facebook.com", "twitter.com", "x.com", "t.co", "bit.ly", "advance.lexis", "proquest.com"),
    *("factiva.com", "europresse.com", "feedburner.com", "medium.com", "wordpress.com"),
)
"""Addresses that relay other outlets' articles: they say nothing about the outlet."""


class Outlets:
    """The table of aliases, extended by the user's own.

    Parameters
    ----------
    own : mapping of str to str, or path, or None
        Alias to outlet; a file has the columns ``alias`` and ``outlet``, separated by tabs or
        commas, or is YAML (``.yml``) with a list of aliases for each outlet. Own aliases win over
        shipped ones.

    Raises
    ------
    InputError
        The file cannot be read; names the line.

    Examples
    --------
    >>> outlets = Outlets({"Gaze": "The Gaze"})
    >>> outlets.name("gaze"), outlets.name("www.theguardian.com"), outlets.name("Daily  Moon")
    ('The Gaze', 'The Guardian', 'Daily Moon')
    """

    def __init__(self, own: Mapping[str, str] | str | os.PathLike | None = None) -> None:
        self._own = _own_aliases(own)
        self._names: dict[str, str] = {}

    def name(self, printed: str) -> str:
        """Return the outlet's one name, or the name as printed with single spaces."""
        known = self._names.get(printed)
        if known is None:
            plain = " ".join(printed.split())
            key = _outlet_key(plain)
            known = self._own.get(key) or _shipped().get(key) or plain
            if len(self._names) < 100_000:
                self._names[printed] = known
        return known

    def knows(self, printed: str) -> bool:
        """Return True where the table holds this name.

        Examples
        --------
        >>> Outlets().knows("The Guardian"), Outlets().knows("Daily Moon")
        (True, False)
        """
        key = _outlet_key(printed)
        return key in self._own or key in _shipped()

    def name_from_address(self, url: str) -> str:
        """Return the outlet whose address this is; empty for addresses that relay others."""
        host = _host(url)
        if not host or any(relay in f"{host}" for relay in _RELAYS):
            return ""
        parts = host.split(".")
        for start in range(len(parts) - 1):
            key = _outlet_key(".".join(parts[start:]))
            if key in self._own or key in _shipped():
                return self._own.get(key) or _shipped()[key]
        return host


def _host(url: str) -> str:
    if "://" not in url[:12]:
        return ""
    try:
        host = (urlsplit(url[:2000]).hostname or "").lower()
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host else ""


def _outlet_key(name: str) -> str:
    return column_key(name.casefold().removeprefix("www.").removeprefix("the "))


@cache
def _shipped() -> dict[str, str]:
    rows = read_lexicon("outlets.tsv")
    names = {_outlet_key(outlet): outlet for _, outlet in rows}
    return names | {_outlet_key(alias): outlet for alias, outlet in rows}


def outlets_beside(articles: object) -> Path | None:
    """Return ``outlets.yml`` in the folder of articles; None where there is none, or no folder.

    Parameters
    ----------
    articles : object
        As given to a reader; anything but the path of a folder has nothing beside it.
    """
    if not isinstance(articles, str | os.PathLike):
        return None
    beside = [Path(articles).expanduser() / f"outlets{ending}" for ending in (".yml", ".yaml")]
    return next((path for path in beside if path.is_file()), None)


def _own_aliases(own: Mapping[str, str] | str | os.PathLike | None) -> dict[str, str]:
    if own is None:
        return {}
    if isinstance(own, Mapping):
        pairs = [(str(alias), str(outlet)) for alias, outlet in own.items()]
    else:
        path = Path(own).expanduser()
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: the table of outlets cannot be read: {error}") from None
        read = _listed if path.suffix.lower() in (".yml", ".yaml") else _tabled
        pairs = list(read(text, path))
    names = {_outlet_key(outlet): outlet for _, outlet in pairs}
    return names | {_outlet_key(alias): outlet for alias, outlet in pairs}


def _listed(text: str, path: Path) -> Iterator[tuple[str, str]]:
    import yaml

    try:
        listed = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        words = " ".join(str(error).split())[:200]
        raise InputError(f"{path}: the table of outlets is no valid YAML: {words}") from None
    expected = "expected lines such as 'The Gaze: [Gaze Online, gaze.example]'"
    if not isinstance(listed, dict):
        raise InputError(f"{path}: {expected}, got {type(listed).__name__}")
    for outlet, aliases in listed.items():
        named = [aliases] if isinstance(aliases, str) else aliases or [outlet]
        if not isinstance(outlet, str) or not isinstance(named, list):
            raise InputError(f"{path}, {outlet!r}: {expected}")
        if not all(isinstance(alias, str) for alias in named):
            raise InputError(f"{path}, {outlet!r}: put names that are numbers in quotation marks")
        yield from ((alias, outlet) for alias in named)


def _tabled(text: str, path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip().strip('"') for cell in line.split("\t" if "\t" in line else ",")]
        if len(cells) != 2:
            raise InputError(
                f"{path}, line {number}: expected alias and outlet, separated by one tab or comma"
            )
        if [cell.casefold() for cell in cells] != ["alias", "outlet"]:
            yield cells[0], cells[1]
