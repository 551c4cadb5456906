"""Articles to reported speech and candidate actors: the tables, from either reader."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..tables import ARTICLES, ATTRIBUTIONS, Column, Table, check_table, make_table, stable_id
from .cues import cue_verbs
from .languages import is_read, warn_of_languages
from .linking import Attribution, link_spans
from .pieces import Paragraph
from .reader import MODEL, Span, read_spans_of, title_and_paragraphs, whole_characters
from .rules import read_by_rules
from .tags import ENTITY_KINDS, HOLDER_KINDS, SPEECH_KINDS
from .turns import SELF, Places, find_interviewed, find_turns, speaker_of

CANDIDATES = Table(
    "candidates",
    "one place where an actor may be named",
    ("article_id", "in_title", "start", "end", "label"),
    {
        "article_id": Column("text", "the article, see articles.article_id"),
        "in_title": Column("truth", "the offsets point into the article's title"),
        "start": Column("integer", "first character", low=0),
        "end": Column("integer", "character after the last", low=0),
        "text": Column("text", "the words as printed"),
        "label": Column(
            "text",
            "holder: takes a position here; else the type of the name",
            (*HOLDER_KINDS, *ENTITY_KINDS),
        ),
        "confidence": Column("number", "mean probability of its tags", low=0.0, high=1.0),
    },
)
"""The contract of :func:`mark_actors`."""

METHODS = ("model", "rules")
_ARTICLES_AT_A_TIME = 16
_FEWEST_NESTED_WORDS = 5
_LEAST_CUE_LIKE = 0.01
"""Per word of a content. Of the attributions in contents of PolNeAR dev 97 % are kept for 0.57 of
the reading."""


class Speech(NamedTuple):
    """What one reading of the articles gives: attributions, and candidate mentions of actors."""

    attributions: pd.DataFrame
    candidates: pd.DataFrame


class MissingModelWarning(UserWarning):
    """The weights are not there; the rules read instead."""


def read_speech(articles: pd.DataFrame, *, method: str = "model") -> Speech:
    """Read reported speech and candidate actors in one pass over the articles.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`.
    method : str
        ``model``, a trained tagger, or ``rules``, word lists and patterns. The rules mark no
        candidates. Where the weights are missing the rules read, with a warning.

    Returns
    -------
    Speech
        ``attributions`` (see :data:`stancebook.tables.ATTRIBUTIONS`) and ``candidates`` (see
        :data:`CANDIDATES`), in the order of the articles and of the text, titles first.

    Raises
    ------
    TableError
        Where the articles do not keep their contract.
    InputError
        Where there is no such method.

    Warns
    -----
    LanguageWarning
        Where articles are not in English: nothing is read from them, see
        :func:`stancebook.attributions.languages.is_read`.
    """
    from ..encoder import has_model
    from ..errors import InputError

    check_table(articles, ARTICLES)
    if method not in METHODS:
        raise InputError(f"method: expected one of {list(METHODS)}, got {method!r}")
    read = is_read(articles)
    warn_of_languages(Counter(articles.loc[~read, "language"]), len(articles))
    articles = articles[read]
    columns = ["article_id", "title", "text", "source", "author"]
    rows = list(articles[columns].itertuples(index=False))
    if method == "model" and not has_model(MODEL):
        warnings.warn(
            f"the weights models/{MODEL}/model.onnx are missing: reported speech is read by rules",
            MissingModelWarning,
            stacklevel=2,
        )
        method = "rules"
    if method == "rules":
        found = [row for article in rows for row in _rule_rows(article)]
        return Speech(make_table(found, ATTRIBUTIONS), make_table([], CANDIDATES))
    attributions, candidates = [], []
    for own_attributions, own_candidates in _model_rows(rows):
        attributions.extend(own_attributions)
        candidates.extend(own_candidates)
    return Speech(make_table(attributions, ATTRIBUTIONS), make_table(candidates, CANDIDATES))


def _model_rows(articles: list) -> Iterator[tuple[list[dict], list[dict]]]:
    """Yield the rows of each article from one run of the network and one of its contents."""
    from ..encoder import load_encoder

    encoder = load_encoder(MODEL)
    settings = encoder.settings
    links = np.array(settings["link_bias"]), settings.get("confidence", (1.0, 0.0))
    read = read_spans_of((title_and_paragraphs(a.title, a.text) for a in articles), encoder)
    pairs = zip(articles, read, strict=True)
    while some := list(islice(pairs, _ARTICLES_AT_A_TIME)):
        yield from _rows_of(some, encoder, links)


def _rows_of(some: list[tuple], encoder, links) -> Iterator[tuple[list[dict], list[dict]]]:
    """Yield the rows of some articles, given with their spans; their contents are read at once."""
    outer, candidates, contents = [], [], []
    for article, spans in some:
        spans = [_whole(article, span) for span in spans]
        found = link_spans([span for span in spans if span.kind in SPEECH_KINDS], *links)
        outer.append([_attribution_row(article, attribution, "") for attribution in found])
        candidates.append(_candidate_rows(article, spans))
        contents += [
            (len(outer) - 1, article, row["attribution_id"], content)
            for attribution, row in zip(found, outer[-1], strict=True)
            for content in attribution.contents
            if _may_nest(content, _text_of(article, content))
        ]
    inner = _nested_rows(contents, encoder, links)
    for number, (rows, own_candidates) in enumerate(zip(outer, candidates, strict=True)):
        rows = with_turns(some[number][0], rows + inner.get(number, []), own_candidates)
        yield _in_place(rows), own_candidates


def _text_of(article, span: Span) -> str:
    return (article.title if span.in_title else article.text)[span.start : span.end]


def _whole(article, span: Span) -> Span:
    text = article.title if span.in_title else article.text
    end = whole_characters(text, span.end)
    return span if end == span.end else span._replace(end=end)


def _nested_rows(contents: list[tuple], encoder, links) -> dict[int, list[dict]]:
    """Read contents, each by itself, for the attributions in them.

    `contents` are tuples of a number, the article, the attribution's id and the span; the rows
    come by that number.
    """
    found: dict[int, list[dict]] = {}
    parts = [[Paragraph(_text_of(one[1], one[3]), one[3].start, False)] for one in contents]
    read = read_spans_of(parts, encoder, heads=("speech",))
    for (number, article, parent_id, content), spans in zip(contents, read, strict=True):
        spans = [span._replace(in_title=content.in_title) for span in spans]
        spans = [_whole(article, span) for span in spans]
        for inner in link_spans(spans, *links):
            if inner.cue is not None and inner.speakers:
                rows = found.setdefault(number, [])
                rows.append(_attribution_row(article, inner, parent_id))
    return found


def _may_nest(content: Span, words: str) -> bool:
    """Say whether a content may hold an attribution that is worth the reading.

    It is long enough, has a verb for it, and one of its words is like a cue; reading costs by the
    word, so a long content needs a likelier one.
    """
    split = words.lower().replace(",", " ").replace(".", " ").split()
    if len(split) < _FEWEST_NESTED_WORDS or content.cue_like < _LEAST_CUE_LIKE * len(split):
        return False
    return not cue_verbs().isdisjoint(split)


def _attribution_row(article, attribution: Attribution, parent_id: str) -> dict:
    cues = () if attribution.cue is None else (attribution.cue,)
    return speech_row(
        article,
        in_title=attribution.in_title,
        spans=[
            [[span.start, span.end] for span in part]
            for part in (attribution.speakers, cues, attribution.contents)
        ],
        is_direct=attribution.is_direct,
        parent_id=parent_id,
        confidence=attribution.confidence,
    )


def speech_row(article, *, in_title, spans, is_direct, parent_id="", confidence=1.0) -> dict:
    """Build one row of ATTRIBUTIONS; `spans` are those of speaker, cue and content."""
    text = article.title if in_title else article.text
    speaker, cue, content = (" ... ".join(text[a:b] for a, b in part) for part in spans)
    return {
        "attribution_id": stable_id(article.article_id, in_title, parent_id, *spans),
        "article_id": article.article_id,
        "in_title": in_title,
        "speaker": speaker,
        "cue": cue,
        "content": content,
        "speaker_spans": spans[0],
        "cue_spans": spans[1],
        "content_spans": spans[2],
        "voice": "direct" if is_direct else "indirect",
        "parent_id": parent_id,
        "confidence": min(1.0, max(0.0, confidence)),
    }


def _rule_rows(article) -> list[dict]:
    rows = []
    for in_title, text in ((True, article.title), (False, article.text)):
        for found in read_by_rules(text):
            spans = [found.speaker, found.cue, found.content]
            rows.append(
                speech_row(article, in_title=in_title, spans=spans, is_direct=found.is_direct)
            )
    return _in_place(with_turns(article, rows, []))


def with_turns(article, rows: list[dict], candidates: list[dict]) -> list[dict]:
    """Give the answers of an interview to who is interviewed, and leave out what is in questions.

    What an answer tells of others stays, as reported by its speaker.
    """
    turns = find_turns(article.text, source=article.source, author=article.author)
    if not turns:
        return rows
    people = [
        (row["start"], row["end"])
        for row in candidates
        if row["label"] == "person" and not row["in_title"]
    ]
    interviewed = find_interviewed(
        article.title, article.text, turns, people=people, author=article.author
    )
    answers = {}
    for turn in turns:
        speaker = speaker_of(turn, article.text, interviewed)
        if turn.kind == "answer" and speaker is not None:
            spans = [[list(speaker)], [], [list(part) for part in turn.parts]]
            answers[turn] = speech_row(article, in_title=False, spans=spans, is_direct=True)
    places = Places(turns)
    kept = list(answers.values())
    for row in rows:
        turn = None if row["in_title"] else places.at(row["content_spans"][0][0])
        if turn is None or (turn.kind != "question" and turn not in answers):
            kept.append(row)
        elif turn.kind == "answer" and _tells_inside(row, turn.parts):
            kept.append({**row, "parent_id": row["parent_id"] or answers[turn]["attribution_id"]})
    known = {row["attribution_id"] for row in kept}
    return [row for row in kept if not row["parent_id"] or row["parent_id"] in known]


def _tells_inside(row: dict, parts) -> bool:
    """Tell whether an attribution names another speaker, and its cue, within these words."""
    if not (row["speaker_spans"] and row["cue_spans"]):
        return False
    spans = [*row["speaker_spans"], *row["cue_spans"]]
    inside = all(any(a <= start < b for a, b in parts) for start, _ in spans)
    return inside and SELF.isdisjoint(row["speaker"].lower().split())


def _in_place(rows: list[dict]) -> list[dict]:
    """Sort by place, titles first, each attribution once."""
    once = {row["attribution_id"]: row for row in rows}
    return sorted(
        once.values(),
        key=lambda row: (not row["in_title"], row["content_spans"], row["parent_id"] != ""),
    )


def _candidate_rows(article, spans: list[Span]) -> list[dict]:
    return [
        {
            "article_id": article.article_id,
            "in_title": span.in_title,
            "start": span.start,
            "end": span.end,
            "text": (article.title if span.in_title else article.text)[span.start : span.end],
            "label": span.kind,
            "confidence": min(1.0, span.probability),
        }
        for span in sorted(spans, key=lambda s: (not s.in_title, s.start, s.end))
        if span.kind not in SPEECH_KINDS
    ]
