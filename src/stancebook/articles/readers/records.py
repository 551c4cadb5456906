"""Records of a table or of JSON to findings: columns mapped once per set of names."""

from __future__ import annotations

from collections.abc import Mapping

from ..columns import as_words, flatten, map_columns, no_text_column
from ..found import Found, Refused


class Records:
    """Maps records whose names may differ from one to the next.

    Examples
    --------
    >>> Records().finding({"headline": "Ban", "content": {"rendered": "<p>It passed.</p>"}})
    Found(fields={'title': 'Ban', 'text': '<p>It passed.</p>'}, note='', exact=False)
    """

    def __init__(self) -> None:
        self._mappings: dict[tuple[str, ...], dict[str, str]] = {}

    def finding(self, record: object, where: str = "", note: str = "") -> Found | Refused:
        """Return the article in a record, or why there is none.

        Parameters
        ----------
        record : object
            A mapping; anything else is refused.
        where : str
            Place in the file for the reason, such as ``line 12``; may be empty.
        note : str
            What is to be said of the article.
        """
        place = f"{where}: " if where else ""
        if type(record) is not dict and not isinstance(record, Mapping):
            return Refused(f"{place}expected an object with a text, got {type(record).__name__}")
        if any(type(value) is dict for value in record.values()):
            record = flatten(record)
        mapped = self.mapping(tuple(record))
        if "text" not in mapped:
            return Refused(place + no_text_column(record))
        fields = {field: record[name] for field, name in mapped.items()}
        text = fields["text"]
        if not isinstance(text, str):
            fields["text"] = _paragraphs(text)
        if not fields["text"].strip() and not as_words(fields.get("lead")).strip():
            return Refused(f"{place}no text: {str(mapped['text'])!r} is empty")
        return Found(fields, note)

    def mapping(self, names: tuple[str, ...]) -> dict[str, str]:
        """Return field to name, as :func:`stancebook.articles.columns.map_columns` finds it."""
        known = self._mappings.get(names)
        if known is None:
            known = map_columns(names)
            if len(self._mappings) < 10_000:
                self._mappings[names] = known
        return known


def _paragraphs(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "\n\n".join(words for item in value if (words := as_words(item)))
    return as_words(value)
