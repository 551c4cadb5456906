"""Quality is a number: what the shipped reader scores at least, and that it beats the rules.

Lowering a floor is a decision to be seen in the history. The gold is named by its fingerprint.
"""

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from stancebook.attributions import read_speech
from stancebook.encoder import load_encoder
from stancebook.statements.debates import read_debates
from stancebook.training.attribution_calibration import calibrate, judge_attributions
from stancebook.training.attribution_scores import (
    polnear_articles,
    polnear_gold,
    score_holders,
    score_readers,
)

GOLD = Path(__file__).parents[1] / "gold" / "debates"
POLNEAR_DEV = "82c360e76b67a38fb54729fe5ed8129c3a93397385d66e145571f6924b59f81d"

pytestmark = pytest.mark.usefixtures("weights")


@pytest.fixture(scope="module")
def debates():
    some = list(read_debates(GOLD))
    articles = pd.concat([debate.articles for debate in some], ignore_index=True)
    return articles, pd.concat([debate.gold for debate in some], ignore_index=True)


def test_holders_on_the_gold_debates(debates):
    articles, statements = debates
    scores = score_holders(read_speech(articles).candidates, statements).set_index("match")
    assert scores.loc["exact", "f1"] >= 66
    assert scores.loc["overlapping", "recall"] >= 75


def test_speakers_on_the_gold_debates(debates):
    """Said in words: the speaker of a statement is the speaker of an attribution near it."""
    articles, statements = debates
    said = statements[statements["voice"].isin(["direct", "indirect"])]
    said = said[said["mention"] != ""]
    shares = {}
    for method in ("model", "rules"):
        found = read_speech(articles, method=method).attributions
        places = {}
        for row in found.itertuples():
            places.setdefault((row.article_id, row.in_title), []).extend(row.speaker_spans)
        met = [
            any(
                start < row.mention_end and end > row.mention_start
                for start, end in places.get((row.article_id, row.in_title), ())
            )
            for row in said.itertuples()
        ]
        shares[method] = 100 * sum(met) / len(met)
    assert shares["model"] >= 76
    assert shares["model"] >= shares["rules"] + 10


@pytest.mark.data
@pytest.mark.slow
def test_spans_on_polnear(data_folder):
    file = data_folder / "attribution-polnear-dev.jsonl.gz"
    assert hashlib.sha256(file.read_bytes()).hexdigest() == POLNEAR_DEV
    articles = polnear_articles()
    found = {name: read_speech(articles, method=name).attributions for name in ("model", "rules")}
    scores = score_readers(found, polnear_gold(), articles=articles)
    value = scores.set_index(["method", "where", "measure"])["value"]
    floors = {"speaker": 80, "cue": 74, "content": 67.5, "pair": 60}
    for measure, floor in floors.items():
        assert value["model", "bearing", measure] >= floor
        assert value["model", "bearing", measure] >= value["rules", "bearing", measure] + 20
    judged = judge_attributions(found["model"], polnear_gold())
    applied = load_encoder("attribution").settings["confidence"]
    measured = calibrate(judged, applied=applied)
    assert measured["error_after"] <= 0.05
    assert [measured["slope"], measured["intercept"]] == pytest.approx(applied, abs=0.1)
