"""Statements to cards: all that a page shows of a statement, looked up once for a whole corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from markupsafe import Markup

from ..analysis.window import strange_dates
from ..codebook.aliases import concept_names
from ..figures.addresses import article_file, list_file, statement_anchor
from ..figures.describing import count_word
from ..figures.periods import day_words
from .certainty import tell_confidence
from .findings import VOICE_WORDS, place_actors
from .marks import Mark, concept_pattern, find_concept, mark_text, shorten
from .redacting import WIDTH


def show_date(value: object) -> str:
    """Return a date as words, the same in every locale; ``no date`` where there is none.

    Examples
    --------
    >>> show_date(pd.Timestamp("2025-03-07"))
    '7 March 2025'
    """
    if value is None or pd.isna(value):
        return "no date"
    return day_words(pd.Timestamp(value))


def dates_read(analysis: object) -> pd.Series:
    """Return the dates of the articles without those that cannot be, see :func:`strange_dates`.

    Parameters
    ----------
    analysis : Analysis
        Its ``articles`` and ``intake``, where there is one, are looked at.
    """
    published = analysis.articles.set_index("article_id")["published"].dropna()
    return published[~published.index.isin(strange_dates(analysis).index)]


def tell_dates(analysis: object) -> str:
    """Say what ``since`` and ``until`` left out; empty where no day was given.

    Parameters
    ----------
    analysis : Analysis
        See :func:`stancebook.select_dates`.
    """
    asked = getattr(analysis, "parameters", {})
    days = {word: asked.get(word) for word in ("since", "until")}
    told = " ".join(f"{word} {show_date(pd.Timestamp(day))}" for word, day in days.items() if day)
    if not told:
        return ""
    number = asked["n_left_out"]
    return (
        f"Counted {told}, both days included; {number} {count_word(number, 'article')} outside, or "
        f"without a date, {'is' if number == 1 else 'are'} left out."
    )


def was_read(analysis: object) -> pd.Series:
    """Tell which articles were read: by their words or, where these are redacted, by what is found.

    Parameters
    ----------
    analysis : Analysis
        Its ``articles`` and ``statements`` are looked at.

    Returns
    -------
    Series of bool
        One value for each article; see :func:`stancebook.attributions.is_read`.
    """
    from ..attributions import is_read

    articles = analysis.articles
    return is_read(articles) | articles["article_id"].isin(analysis.statements["article_id"])


def tell_languages(analysis: object) -> str:
    """Say how many articles are in a language that is not read; empty where all are read.

    Parameters
    ----------
    analysis : Analysis
        Its ``articles`` and ``statements`` are looked at.
    """
    articles = analysis.articles
    read = was_read(analysis)
    total, number = len(articles), int((~read).sum())
    if not number:
        return ""
    if number == total:
        return (
            "The article is not in English: no positions were read from it."
            if total == 1
            else f"None of the {total} articles is in English: no positions were read from them."
        )
    are, them = ("is", "it") if number == 1 else ("are", "them")
    told = f"{number} of {total} articles {are} not in English"
    return f"{told}; no positions were read from {them}, and the topics leave {them} out."


@dataclass(frozen=True)
class Card:
    """One statement as a page shows it; ``words`` is safe HTML, the rest is plain text."""

    statement_id: str
    article_id: str
    actor: str
    mention: str
    concept: str
    concept_name: str
    stance: str
    voice: str
    confidence: str
    is_counted: bool
    words: Markup
    is_cut: bool
    title: str
    source: str
    date: str
    period: str
    story_id: str
    n_printed: int

    @property
    def anchor(self) -> str:
        """Fragment of the statement on its article's page."""
        return statement_anchor(self.statement_id)

    @property
    def address(self) -> str:
        """Where the statement stands in its article, seen from the run's folder."""
        return f"{article_file(self.article_id)}#{self.anchor}"

    @property
    def actor_file(self) -> str:
        """The actor's list, seen from the run's folder."""
        return list_file("actor", self.actor)

    @property
    def concept_file(self) -> str:
        """The concept's list, seen from the run's folder."""
        return list_file("concept", self.concept)

    @property
    def voice_words(self) -> str:
        """How the stance reaches the reader, in words."""
        return VOICE_WORDS[self.voice]


class Reading:
    """An analysis prepared for showing: every look-up that a card or an article page needs.

    Parameters
    ----------
    analysis : Analysis
        Its ``articles``, ``passages``, ``attributions``, ``statements`` and ``codebook`` are read.
    min_confidence : float
        Statements below it are shown as not counted.
    redact : bool
        Show no more of an article than short evidence sentences.
    """

    def __init__(self, analysis: object, *, min_confidence: float = 0.0, redact: bool = False):
        self.analysis = analysis
        self.min_confidence = min_confidence
        self.redact = redact
        self.articles = {row["article_id"]: row for row in analysis.articles.to_dict("records")}
        self.copies: dict[str, list[str]] = defaultdict(list)
        for row in self.articles.values():
            self.copies[row["story_id"]].append(row["article_id"])
        self._printed: dict[tuple, int] = {}
        self._copied: dict[tuple[str, str], str] = {}
        self.concept_names = {c.id: c.name for c in analysis.codebook.concepts}
        self.patterns = {
            c.id: concept_pattern(concept_names(c)) for c in analysis.codebook.concepts
        }
        self.attributions = {
            row["attribution_id"]: row for row in analysis.attributions.to_dict("records")
        }
        self.attributions_of: dict[str, list[dict]] = defaultdict(list)
        for row in self.attributions.values():
            self.attributions_of[row["article_id"]].append(row)
        self.statements_of: dict[str, list[dict]] = defaultdict(list)
        for row in in_reading_order(analysis.statements, analysis.articles).to_dict("records"):
            self.statements_of[row["article_id"]].append(row)

    @cached_property
    def placed(self) -> dict[str, list[dict]]:
        """By concept, where its actors stand, see :func:`place_actors`."""
        analysis = self.analysis
        least = self.min_confidence
        concepts = analysis.codebook.concepts
        return place_actors(
            analysis.statements, analysis.articles, min_confidence=least, concepts=concepts
        )

    @cached_property
    def date_notes(self) -> dict[str, str]:
        """By article, what its date was found to be."""
        intake = getattr(self.analysis, "intake", None)
        if intake is None or "date_note" not in intake:
            return {}
        told = intake[(intake["status"] == "read") & (intake["date_note"] != "")]
        return dict(zip(told["article_id"], told["date_note"], strict=True))

    @cached_property
    def read(self) -> frozenset[str]:
        """The articles that were read, see :func:`was_read`."""
        return frozenset(self.analysis.articles.loc[was_read(self.analysis), "article_id"])

    def is_counted(self, row: dict) -> bool:
        """Tell whether the statement is sure enough to count."""
        return row["confidence"] >= self.min_confidence

    def marks(self, row: dict) -> list[Mark]:
        """Return what to mark of one statement, in offsets of its article's text or title."""
        marks = []
        if row["mention_start"] >= 0:
            marks.append(Mark(row["mention_start"], row["mention_end"], "mention"))
        attribution = self.attributions.get(row["attribution_id"])
        if attribution is not None and attribution["in_title"] == row["in_title"]:
            marks += attribution_marks(attribution)
        start = row["start"]
        marks += [
            Mark(start + mark.start, start + mark.end, mark.kind)
            for mark in find_concept(row["text"], self.patterns.get(row["concept"]))
        ]
        return marks

    def card(self, row: dict) -> Card:
        """Return one row of ``statements`` as a card."""
        article = self.articles.get(row["article_id"], {})
        marks = self.marks(row)
        start, end = 0, len(row["text"])
        if self.redact or end > 1200:
            first = marks[0] if marks else Mark(row["start"], row["start"], "")
            keep = Mark(first.start - row["start"], first.end - row["start"], "")
            start, end = shorten(row["text"], keep, width=WIDTH if self.redact else 1200)
        words = mark_text(row["text"][start:end], marks, offset=row["start"] + start)
        published = article.get("published")
        return Card(
            statement_id=row["statement_id"],
            article_id=row["article_id"],
            actor=row["actor"],
            mention=row["mention"],
            concept=row["concept"],
            concept_name=self.concept_names.get(row["concept"], row["concept"]),
            stance=row["stance"],
            voice=row["voice"],
            confidence=tell_confidence(row["confidence"], self.min_confidence),
            is_counted=self.is_counted(row),
            words=Markup("… ") * (start > 0) + words + Markup(" …") * (end < len(row["text"])),
            is_cut=(start, end) != (0, len(row["text"])),
            title=article.get("title") or "Untitled",
            source=article.get("source") or "unknown outlet",
            date=show_date(published),
            period="" if pd.isna(published) else f"{published:%Y-%m}",
            story_id=article.get("story_id", row["article_id"]),
            n_printed=self._count_printed(row, article.get("story_id")),
        )

    def _count_printed(self, row: dict, story_id: str | None) -> int:
        """Count the articles of a story that print the sentence: copies are cut and headed anew."""
        copies = self.copies.get(story_id, ())
        where = "title" if row["in_title"] else "text"
        key = (story_id, where, row["text"])
        if len(copies) > 1 and key not in self._printed:
            sentence = " ".join(row["text"].split())
            self._printed[key] = sum(sentence in self._words(copy, where) for copy in copies)
        return max(1, self._printed.get(key, 1))

    def _words(self, article_id: str, where: str) -> str:
        """Return the title or text of a copy with single spaces."""
        if (article_id, where) not in self._copied:
            words = " ".join(str(self.articles[article_id][where] or "").split())
            self._copied[article_id, where] = words
        return self._copied[article_id, where]

    def cards(self, rows: pd.DataFrame | Iterable[dict]) -> Iterator[Card]:
        """Yield a card for each row."""
        records = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else rows
        return (self.card(row) for row in records)


def attribution_marks(attribution: dict) -> list[Mark]:
    """Return the spans of one attribution: its speaker as a mention, its cue, its content."""
    return [
        Mark(int(start), int(end), kind)
        for column, kind in (
            ("speaker_spans", "mention"),
            ("cue_spans", "cue"),
            ("content_spans", "content"),
        )
        for start, end in attribution[column]
    ]


def surest_first(statements: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the statements by falling confidence; what copies of a story repeat stands once."""
    facts = articles[["article_id", "story_id", "published"]]
    ordered = statements.merge(facts, on="article_id", how="left").sort_values(
        ["confidence", "published", "statement_id"], ascending=[False, True, True]
    )
    once = ordered.drop_duplicates(["story_id", "actor", "concept", "stance", "text"])
    return once[statements.columns]


def in_order(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles by date, outlet and title; those without a date come last."""
    return articles.sort_values(["published", "source", "title", "article_id"], kind="stable")


def in_reading_order(statements: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the statements as they stand in their articles, these by date, titles first."""
    ids = in_order(articles)["article_id"]
    places = pd.Series(range(len(ids)), index=ids)
    ordered = statements.assign(
        _article=statements["article_id"].map(places), _body=~statements["in_title"]
    )
    return ordered.sort_values(
        ["_article", "_body", "start", "concept", "actor", "statement_id"], kind="stable"
    ).drop(columns=["_article", "_body"])
