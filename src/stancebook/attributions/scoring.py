"""Attributions against gold: exact spans, whole attributions, by type, with intervals."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..errors import TableError
from ..tables import ATTRIBUTIONS, check_table, make_table

KINDS = ("speaker", "cue", "content")
SCORES = ("where", "measure", "value", "low", "high", "precision", "recall", "n_gold", "n_found")
_PRONOUNS = frozenset(
    ["he", "she", "they", "it", "who", "i", "we", "you", "him", "her", "them", "us", "this", "that"]
)

Span = tuple[str, bool, int, int]


def score_attributions(
    found: pd.DataFrame,
    gold: pd.DataFrame,
    *,
    paragraphs: pd.DataFrame | None = None,
    n_resamples: int = 1000,
    random_state: int = 0,
) -> pd.DataFrame:
    """Compare attributions with those that people marked.

    Parameters
    ----------
    found, gold : DataFrame
        See :data:`stancebook.tables.ATTRIBUTIONS`. Nested attributions (with ``parent_id``) are
        left out of `found` where `gold` has none.
    paragraphs : DataFrame, optional
        Passages with ``unit`` paragraph or title. With them the scores on passages that bear a
        gold attribution come too, the way published figures are counted.
    n_resamples : int
        Resamples of articles for the 95 % intervals.
    random_state : int
        Fixes the resamples.

    Returns
    -------
    DataFrame
        One row per place and measure: ``where`` (articles, bearing), ``measure``, ``value`` (F1
        in percent, for the types recall in percent), ``low``, ``high``, ``precision``,
        ``recall`` (percent), ``n_gold``, ``n_found`` (counts). Measures: ``speaker``, ``cue``,
        ``content`` (exact spans), ``pair`` (a content span with its right speaker span, or
        rightly without one), and on whole articles the recall of ``pair`` among gold of one type
        (precision is not defined there): ``direct``, ``indirect``, ``pronoun speaker``,
        ``other sentence`` (away from its cue), ``no speaker``.

    Raises
    ------
    TableError
        Where a table does not keep its contract, or gold is empty.

    References
    ----------
    .. [1] Wang, Y. et al. (2022). CofeNet: context and former-label enhanced net for complicated
       quotation extraction. COLING.
    """
    for table in (found, gold):
        check_table(table, ATTRIBUTIONS)
    if gold.empty:
        raise TableError("gold: expected attributions to compare with, got none")
    if not (gold["parent_id"] != "").any():
        found = found[found["parent_id"] == ""]
    articles = sorted(set(gold["article_id"]) | set(found["article_id"]))
    rows = []
    draws = _draws(len(articles), n_resamples, random_state)
    for where, keep in _places(gold, paragraphs):
        for measure in (*KINDS, "pair"):
            sets = [_items(table, measure, keep) for table in (found, gold)]
            counts = _counts(*sets, articles)
            rows.append({"where": where, "measure": measure, **_f1(counts, draws)})
    for name, chosen in _types(gold).items():
        sets = [_items(table, "pair", None) for table in (found, chosen)]
        counts = _counts(sets[0], sets[1], articles)
        rows.append({"where": "articles", "measure": name, **_recall(counts, draws)})
    return pd.DataFrame(rows, columns=list(SCORES))


def _places(gold: pd.DataFrame, paragraphs: pd.DataFrame | None):
    yield "articles", None
    if paragraphs is None:
        return
    bearing: dict[tuple[str, bool], list[tuple[int, int]]] = {}
    starts: dict[tuple[str, bool], list[int]] = {}
    for span in set().union(*(_items(gold, kind, None) for kind in KINDS)):
        starts.setdefault(span[:2], []).append(span[2])
    for row in paragraphs.itertuples():
        if row.unit in ("paragraph", "title"):
            key = (row.article_id, row.unit == "title")
            if any(row.start <= start < row.end for start in starts.get(key, ())):
                bearing.setdefault(key, []).append((row.start, row.end))
    yield "bearing", bearing


def _items(table: pd.DataFrame, measure: str, keep) -> set[tuple]:
    """Return spans, or (content span, speaker span) pairs, of a table as a set."""
    items = set()
    for row in table.itertuples():
        place = (row.article_id, row.in_title)
        if measure == "pair":
            speaker = tuple(map(tuple, row.speaker_spans[:1]))
            spans = [(*place, *span, speaker) for span in row.content_spans]
        else:
            spans = [(*place, *span) for span in getattr(row, f"{measure}_spans")]
        items.update(spans)
    if keep is None:
        return items
    return {i for i in items if any(a <= i[2] < b for a, b in keep.get(i[:2], ()))}


def _types(gold: pd.DataFrame) -> dict[str, pd.DataFrame]:
    apart = [_is_apart(row) for row in gold.itertuples()]
    pronoun = gold["speaker"].str.lower().isin(_PRONOUNS)
    return {
        "direct": gold[gold["voice"] == "direct"],
        "indirect": gold[gold["voice"] == "indirect"],
        "pronoun speaker": gold[pronoun],
        "other sentence": gold[np.array(apart, dtype=bool)],
        "no speaker": gold[gold["speaker"] == ""],
    }


def _is_apart(row) -> bool:
    """Say whether a content part stands away from its cue: more than 3 characters between."""
    if not row.cue_spans:
        return False
    around = [*row.cue_spans, *row.speaker_spans]
    low, high = min(a for a, _ in around), max(b for _, b in around)
    return all(a > high + 3 or b < low - 3 for a, b in row.content_spans) or any(
        a > high + 60 for a, b in row.content_spans[1:]
    )


def _counts(found: set, gold: set, articles: list[str]) -> np.ndarray:
    """Count found, gold and right items per article, shape (n_articles, 3)."""
    number = {article: index for index, article in enumerate(articles)}
    counts = np.zeros((len(articles), 3))
    for column, items in enumerate((found, gold, found & gold)):
        for item in items:
            counts[number[item[0]], column] += 1
    return counts


def _draws(n: int, n_resamples: int, random_state: int) -> np.ndarray:
    """Draw articles with replacement: how often each is drawn, shape (n_resamples, n)."""
    random = np.random.default_rng(random_state)
    return random.multinomial(n, np.full(n, 1 / n), size=n_resamples)


def _percent(above, below):
    return 100 * above / np.maximum(below, 1)


def _summary(value, resampled, counts: np.ndarray) -> dict:
    found, gold, right = counts.sum(0)
    low, high = np.percentile(resampled, [2.5, 97.5]) if len(resampled) else (value, value)
    return {
        "value": float(value),
        "low": float(low),
        "high": float(high),
        "precision": float(_percent(right, found)),
        "recall": float(_percent(right, gold)),
        "n_gold": int(gold),
        "n_found": int(found),
    }


def _f1(counts: np.ndarray, draws: np.ndarray) -> dict:
    def f1(totals):
        return _percent(2 * totals[..., 2], totals[..., 0] + totals[..., 1])

    return _summary(f1(counts.sum(0)), f1(draws @ counts), counts)


def _recall(counts: np.ndarray, draws: np.ndarray) -> dict:
    def recall(totals):
        return _percent(totals[..., 2], totals[..., 1])

    summary = _summary(recall(counts.sum(0)), recall(draws @ counts), counts)
    return {**summary, "precision": np.nan, "n_found": int(counts[:, 2].sum())}


def gold_table(articles: Iterable) -> pd.DataFrame:
    """Turn articles with marked ``attributions`` (such as PolNeAR's) into a gold table.

    Parameters
    ----------
    articles : iterable of rows with ``article_id``, ``title``, ``text``, ``attributions``
        Each attribution a dict of ``speaker``, ``cue``, ``content``: lists of [start, end].

    Returns
    -------
    DataFrame
        See :data:`stancebook.tables.ATTRIBUTIONS`; ``voice`` is direct where a content span
        begins with a quotation mark, ``confidence`` 1.
    """
    from .speech import speech_row

    rows = {}
    for article in articles:
        for gold in article.attributions:
            spans = [[list(span) for span in gold[kind]] for kind in KINDS]
            if not spans[2]:
                continue
            quoted = any(article.text[a:b].lstrip()[:1] in tuple("\"“‘„«'") for a, b in spans[2])
            row = speech_row(article, in_title=False, spans=spans, is_direct=quoted)
            rows[row["attribution_id"]] = row
    return make_table(rows.values(), ATTRIBUTIONS)
