"""From what a file says to a row of ``articles``: clean, named, dated, identified."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ..errors import StancebookError
from ..tables import stable_id
from . import limits
from .cleaning import clean_text, join_notes
from .columns import as_words
from .dates import ReadDate, date_from_order, date_warning, read_date
from .document import Document
from .found import Found, Refused
from .known import KnownArticles
from .languages import language_code, recognise_language
from .markup import plain_from_markup
from .outlets import Outlets

_MARKUP = re.compile(
    r"</(?:p|div|span|a|strong|em|b|i|h\d|li|ul)>|<(?:p|br|img|div)\b[^<>]{0,300}>", re.IGNORECASE
)
_CUT = re.compile(r"\[\+\d{1,9} chars\]$")


class Normaliser:
    """Turns findings into documents, and remembers which articles were there before.

    Parameters
    ----------
    outlets : Outlets
        The table of aliases.
    source, language : str
        For articles that do not name theirs; empty where unknown.
    """

    def __init__(self, outlets: Outlets, *, source: str = "", language: str = "") -> None:
        self._outlets = outlets
        self._source = " ".join(source.split())
        self._language = language_code(language) if language else ""
        self._today = dt.datetime.now(dt.UTC).date()
        self._known = KnownArticles()

    def knows_outlet(self, name: str) -> bool:
        """Return True where the tables of outlets, the user's own among them, hold a name."""
        return self._outlets.knows(name)

    def guarded(
        self, file: str, position: int, finding: Found | Refused, day_first: bool | None
    ) -> Document:
        """Return :meth:`document`, rejected where anything goes wrong.

        One strange article must not take the corpus along; a full disk must, or every article
        after it would be rejected for what is not its fault.

        Raises
        ------
        StancebookError
            Where the machine fails: the model of languages is unpacked to disk when first needed.
        """
        try:
            return self.document(file, position, finding, day_first)
        except OSError as error:
            raise StancebookError(
                f"{file}: reading stopped: {error.strerror or error}; free space in the folder for "
                "temporary files (TMPDIR), then run again"
            ) from None
        except Exception as error:
            return Document(file, position, "rejected", Refused.because_of(error).reason)

    def document(
        self, file: str, position: int, finding: Found | Refused, day_first: bool | None
    ) -> Document:
        """Return the document that a finding becomes.

        Parameters
        ----------
        file : str
            As shown in the intake.
        position : int
            Place in the file.
        finding : Found or Refused
            From a reader.
        day_first : bool or None
            The order of day and month that the file has shown.
        """
        if isinstance(finding, Refused):
            reason = finding.reason.encode("utf-8", "backslashreplace").decode()
            return Document(file, position, "rejected", reason)
        title, text, note = _title_and_text(finding)
        if not text.strip():
            reason = "no text" if not title else f"no text, only a title: {title[:60]!r}"
            return Document(file, position, "rejected", reason)
        if len(text) > limits.MAX_TEXT:
            reason = (
                f"{len(text):,} characters are no article (limit {limits.MAX_TEXT:,}): split it"
            )
            return Document(file, position, "rejected", reason)
        article, date_note, extra = self._article(finding, title, text, day_first)
        note = join_notes(finding.note, note, extra)
        document = Document(file, position, "read", note=note, date_note=date_note)
        own = own_id(finding.fields.get("article_id"))
        if self.identify(document, content_id(article), own):
            article["article_id"] = article["story_id"] = document.article_id
            document.article = article
        return document

    def _article(
        self, finding: Found, title: str, text: str, day_first: bool | None
    ) -> tuple[dict[str, object], str, str]:
        fields = finding.fields
        url = one_line(fields.get("url"))
        source, note = self.outlet(one_line(fields.get("source")), url)
        language = self.language(one_line(fields.get("language"))) or recognise_language(text)
        date, date_note = self.dated(fields.get("published"), language, day_first)
        article = {
            "article_id": "",
            "title": title,
            "text": text,
            "source": source,
            "published": date,
            "url": url,
            "author": one_line(fields.get("author")),
            "language": language,
            "story_id": "",
        }
        return article, date_note, note

    def outlet(self, printed: str, url: str) -> tuple[str, str]:
        """Return the outlet's one name, and a note where it comes from the address."""
        source = self._outlets.name(printed) if printed else self._source
        if not source and url and (source := self._outlets.name_from_address(url)):
            return source, "outlet taken from the address"
        return source, ""

    def language(self, said: str) -> str:
        """Return the code of the language that is said or set; empty where none is."""
        return (language_code(said) if said else "") or self._language

    def dated(
        self, value: object, language: str, day_first: bool | None
    ) -> tuple[dt.date | None, str]:
        """Return the date that a value means, and what is to be said of it."""
        found = date_from_order(_read_published(value, language), day_first)
        return found.date, found.note or (self.warning(found.date) if found.date else "")

    def warning(self, date: dt.date) -> str:
        """Return what is strange about a date today; empty where nothing is."""
        return date_warning(date, self._today)

    def remember(
        self, contents: Sequence[str], owns: Sequence[str], file: str, position: int
    ) -> bool:
        """Remember articles, see :meth:`stancebook.articles.known.KnownArticles.remember`."""
        return self._known.remember(contents, owns, file, position)

    def identify(self, document: Document, content: str, own: str) -> bool:
        """Give an article its id; False where it was there before.

        Parameters
        ----------
        document : Document
            Gets the id, and status and reason where it is a duplicate.
        content, own : str
            As for :meth:`stancebook.articles.known.KnownArticles.identify`.
        """
        known = self._known.identify(content, own, document.file, document.position)
        document.article_id = known.article_id
        document.note = join_notes(document.note, known.note)
        if not known.first:
            return True
        document.status = "duplicate"
        document.reason = f"the same article as {known.first}"
        return False


def own_id(value: object) -> str:
    """Return the id that a file gives its article; empty where it gives none."""
    if not value:
        return ""
    words = as_words(value)
    return (words if words.isprintable() else clean_text(words)[0]).strip()[:200]


def holds_markup(words: str) -> bool:
    """Return True where words hold tags of HTML."""
    return "<" in words and _MARKUP.search(words) is not None


def content_id(article: dict) -> str:
    """Return the id that an article's content gives it: outlet, date, title and text."""
    date = article["published"]
    return stable_id(
        article["source"], date.isoformat() if date else "", article["title"], article["text"]
    )


def _title_and_text(finding: Found) -> tuple[str, str, str]:
    fields = finding.fields
    title, title_note = clean_text(as_words(fields.get("title")))
    text, text_note = clean_text(as_words(fields.get("text")))
    note = join_notes(title_note, text_note)
    if finding.exact:
        return title, text, note
    if holds_markup(text):
        text, note = plain_from_markup(text), join_notes(note, "markup in the text was removed")
    if holds_markup(title):
        title = plain_from_markup(title)
    title, text = " ".join(title.split()), text.strip()
    if text.endswith("chars]") and _CUT.search(text[-30:]):
        note = join_notes(note, "cut short by the service it comes from")
    lead = as_words(fields.get("lead"))
    if lead.strip():
        lead = clean_text(lead)[0].strip()
        if not text.startswith(lead):
            text = f"{lead}\n\n{text}" if text else lead
    return title, without_title(title, text), note


def without_title(title: str, text: str) -> str:
    r"""Drop the title where it stands again as the text's first line.

    Examples
    --------
    >>> without_title("A ban", "A ban\n\nIt passed.")
    'It passed.'
    """
    while title:
        end = text.find("\n")
        if end < 0 or " ".join(text[:end].split()) != title or not text[end:].strip():
            break
        text = text[end:].lstrip()
    return text


def is_one_line(words: str) -> bool:
    """Return True for words that need no cleaning, with single spaces and none around.

    What can be printed holds no control character, no half character and no white space but
    plain spaces.

    Examples
    --------
    >>> is_one_line("« Un  oui »"), is_one_line("« Un oui »"), is_one_line("oui\u2009?")
    (False, True, False)
    """
    return words.isprintable() and "  " not in words and words == words.strip()


def one_line(value: object) -> str:
    """Return a value as clean words on one line, at most 2,000 characters."""
    if not value:
        return ""
    if type(value) is str and is_one_line(value):
        return value[:2000]
    words = clean_text(as_words(value))[0]
    return " ".join(words.split())[:2000]


def _read_published(value: object, language: str) -> ReadDate:
    if isinstance(value, dt.datetime):
        # pandas' NaT is a datetime too; it alone differs from itself.
        return ReadDate(value.date()) if value == value else ReadDate(None)
    if isinstance(value, dt.date):
        return ReadDate(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    words = as_words(value)
    if not words.isascii():
        # What cannot be read is quoted in the intake, which holds no half characters.
        words = clean_text(words)[0]
    return read_date(words, "" if words[:4].isdecimal() else language)
