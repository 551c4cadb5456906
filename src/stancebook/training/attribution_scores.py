"""Scores of the shipped reader, for its notebook, its card and the quality floors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from ..attributions import score_attributions
from ..attributions.scoring import KINDS, gold_table
from ..encoder import Encoder
from ..passages import split_passages
from ..tables import ARTICLES, make_table
from .attribution_examples import paragraphs_of
from .data import read_polnear


def polnear_articles(part: str = "dev") -> pd.DataFrame:
    """Return PolNeAR as a table of articles.

    Parameters
    ----------
    part : str
        ``train`` or ``dev``.

    Returns
    -------
    DataFrame
        See :data:`stancebook.tables.ARTICLES`; the title is empty since the text begins with it.
    """
    articles = read_polnear(part).assign(title="", url="", author="", language="en")
    articles["story_id"] = articles["article_id"]
    return make_table(articles.assign(published=pd.NaT), ARTICLES)


def polnear_gold(part: str = "dev") -> pd.DataFrame:
    """Return what people marked in PolNeAR as a table of attributions.

    Parameters
    ----------
    part : str
        ``train`` or ``dev``.

    Returns
    -------
    DataFrame
        See :data:`stancebook.tables.ATTRIBUTIONS`.
    """
    return gold_table(read_polnear(part).itertuples())


def score_readers(
    found: Mapping[str, pd.DataFrame], gold: pd.DataFrame, *, articles: pd.DataFrame
) -> pd.DataFrame:
    """Score what several readers found against the same gold.

    Parameters
    ----------
    found : mapping of str to DataFrame
        The name of a reader to the attributions that it found.
    gold : DataFrame
        Such as :func:`polnear_gold` gives.
    articles : DataFrame
        That were read; their paragraphs tell which passages bear an attribution.

    Returns
    -------
    DataFrame
        ``method`` (the name) and the columns of :func:`stancebook.score_attributions`.
    """
    passages = split_passages(articles)
    scores = [
        score_attributions(table, gold, paragraphs=passages).assign(method=name)
        for name, table in found.items()
    ]
    return pd.concat(scores, ignore_index=True)


def score_holders(candidates: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Score the places where an actor takes a position against labelled statements.

    Parameters
    ----------
    candidates : DataFrame
        See :data:`stancebook.attributions.CANDIDATES`.
    statements : DataFrame
        Gold, see :data:`stancebook.tables.STATEMENTS`; mentions that are empty are left out.

    Returns
    -------
    DataFrame
        ``match`` (exact; overlapping: shares a character), ``precision``, ``recall``, ``f1``, in
        percent of distinct mentions.
    """
    named = statements[statements["mention"] != ""]
    places = ["article_id", "in_title"]
    gold = set(named[[*places, "mention_start", "mention_end"]].itertuples(index=False, name=None))
    holders = candidates[candidates["label"] == "holder"]
    found = set(holders[[*places, "start", "end"]].itertuples(index=False, name=None))
    rows = []
    for match in ("exact", "overlapping"):
        precision = _share_met(found, gold, exact=match == "exact")
        recall = _share_met(gold, found, exact=match == "exact")
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        rows.append({"match": match, "precision": precision, "recall": recall, "f1": f1})
    return pd.DataFrame(rows)


def _share_met(ours: set[tuple], theirs: set[tuple], *, exact: bool) -> float:
    if exact:
        return 100 * len(ours & theirs) / max(1, len(ours))
    by_place: dict[tuple, list[tuple[int, int]]] = {}
    for article, in_title, start, end in theirs:
        by_place.setdefault((article, in_title), []).append((start, end))
    met = [
        any(a < end and b > start for a, b in by_place.get((article, in_title), ()))
        for article, in_title, start, end in ours
    ]
    return 100 * sum(met) / max(1, len(met))


def count_errors(found: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Count what is wrong with the spans that are not exact.

    Parameters
    ----------
    found, gold : DataFrame
        See :data:`stancebook.tables.ATTRIBUTIONS`.

    Returns
    -------
    DataFrame
        One row per kind of span (speaker, cue, content): ``right`` (exact), ``boundary`` (one
        span each that overlap), ``split`` (several overlap), ``missing`` (gold that nothing
        overlaps), ``extra`` (found that overlaps no missed gold).
    """
    top = found[found["parent_id"] == ""]
    return pd.DataFrame([{"span": kind, **_span_errors(top, gold, kind)} for kind in KINDS])


def _span_errors(found: pd.DataFrame, gold: pd.DataFrame, kind: str) -> dict[str, int]:
    ours, theirs = (
        {
            (row.article_id, *span)
            for row in table.itertuples()
            for span in getattr(row, f"{kind}_spans")
        }
        for table in (found, gold)
    )
    counts = {"right": len(ours & theirs), "boundary": 0, "split": 0, "missing": 0}
    missed, extra = theirs - ours, ours - theirs
    by_article: dict[str, list[tuple]] = {}
    for span in extra:
        by_article.setdefault(span[0], []).append(span)
    near: set[tuple] = set()
    for article, start, end in missed:
        touching = [s for s in by_article.get(article, ()) if s[1] < end and s[2] > start]
        near.update(touching)
        counts[("missing", "boundary", "split")[min(len(touching), 2)]] += 1
    return {**counts, "extra": len(extra - near)}


def compare_precision(float_model: Encoder, model: Encoder, texts: Iterable[str]) -> pd.DataFrame:
    """Compare the model with 8-bit weights to the one with 32-bit weights.

    Parameters
    ----------
    float_model, model : Encoder
        The same network.
    texts : iterable of str
        Articles to compare on.

    Returns
    -------
    DataFrame
        One row per head: ``n_words`` and ``same``, the percentage of words whose best tag is
        the same.
    """
    from ..attributions.reader import cut_windows

    windows = [w for w in cut_windows(map(paragraphs_of, texts), model.tokenizer) if len(w.words)]
    heads = ["speech", "holder", "entity"]
    results = [list(e.run((w.row() for w in windows), outputs=heads)) for e in (float_model, model)]
    rows = []
    for head in heads:
        same, total = 0, 0
        for one, other in zip(*results, strict=True):
            same += int((one[head].argmax(1) == other[head].argmax(1)).sum())
            total += len(one[head])
        rows.append({"head": head, "n_words": total, "same": 100 * same / max(1, total)})
    return pd.DataFrame(rows)
