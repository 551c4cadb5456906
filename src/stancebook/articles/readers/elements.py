"""Small steps over XML elements, names without their namespaces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element


def local(tag: object) -> str:
    """Return the name of an element without its namespace.

    Examples
    --------
    >>> local("{http://www.w3.org/2005/Atom}entry")
    'entry'
    """
    return str(tag).rpartition("}")[2]


def first(element: Element | None, name: str) -> Element | None:
    """Return the first child of that name, None where there is none."""
    for child in element if element is not None else ():
        if local(child.tag) == name:
            return child
    return None


def below(element: Element, names: Iterable[str]) -> Iterator[Element]:
    """Yield all elements of these names, at any depth."""
    wanted = frozenset(names)
    for node in element.iter():
        if local(node.tag) in wanted:
            yield node


def words_of(element: Element | None) -> str:
    """Return all words in an element, single spaces.

    Examples
    --------
    >>> from xml.etree.ElementTree import fromstring
    >>> words_of(fromstring("<a>One <b>two</b> three</a>"))
    'One two three'
    """
    return "" if element is None else " ".join("".join(element.itertext()).split())


def paragraphs_below(element: Element) -> str:
    """Return the text in the paragraphs of an element, parted by blank lines."""
    parts = [words_of(node) for node in below(element, ("p", "hl2", "li"))]
    return "\n\n".join(part for part in parts if part) or words_of(element)
