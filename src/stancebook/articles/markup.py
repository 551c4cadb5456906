"""HTML fragments to plain text: the paragraphs stay, scripts and tags go.

For fragments in feeds, tables and exports. Whole web pages, where the article must first be told
from menus and comments, are read by ``readers/web.py``.
"""

from __future__ import annotations

import html
import re

_BLOCKS = str.split(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote tr table section article header footer pre "
    "figure figcaption dd dt dl hr aside main address body"
)
_TIGHT = ("br", "li", "tr", "dt", "dd")
_SILENT = str.split("script style template noscript svg math iframe object head title")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"<[^<>]{0,1000}>")


def plain_from_markup(markup: str) -> str:
    r"""Return the words of an HTML fragment, paragraphs parted by a blank line.

    Parameters
    ----------
    markup : str
        Any string; what is no valid markup stays as text.

    Returns
    -------
    str
        Without tags, scripts and styles; entities resolved.

    Examples
    --------
    >>> plain_from_markup("<p>One &amp; two.</p><script>x()</script><p>Three<br>four.</p>")
    'One & two.\n\nThree\nfour.'
    """
    root = parse_markup(f"<div>{markup}</div>")
    if root is None:
        # Nested beyond what a parser holds: the tags go, the words stay.
        return html.unescape(_TAG.sub(" ", markup)).strip()
    return text_of(root)


def parse_markup(markup: str):
    """Parse HTML without network and within limits.

    Parameters
    ----------
    markup : str
        A page or a fragment.

    Returns
    -------
    lxml element or None
        None where nothing can be parsed or the nesting is beyond the parser's limit (parts of
        the text would be lost).
    """
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, recover=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        return None
    return root


def text_of(root) -> str:
    """Return the text below an lxml element, as :func:`plain_from_markup` lays it out."""
    from lxml import etree

    parts: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS and (event == "start" or tag not in _TIGHT):
            parts.append("\n" if tag in _TIGHT else "\n\n")
        if event == "start":
            if tag in ("td", "th"):
                parts.append("\t")
            silent += tag in _SILENT
            if element.text and not silent:
                parts.append(_SPACE.sub(" ", element.text))
        else:
            silent -= tag in _SILENT
            if element.tail and not silent and element is not root:
                parts.append(_SPACE.sub(" ", element.tail))
    lines = (line.strip(" \t") for line in "".join(parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
