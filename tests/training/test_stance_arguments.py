"""Texts without an actor: what is paired at random contradicts no label."""

import gzip
import json
from pathlib import Path

import pytest

from stancebook.training.stance_arguments import argument_pairs


@pytest.fixture
def sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write two small sets of texts, one text with two concepts, and return their folder."""
    vast = [(f"text {k // 2}", f"Concept {k % 5}", "favor") for k in range(40)]
    per = [(f"claim {k}", f"proposition {k % 3}", "against") for k in range(30)]
    for name, of, rows in (("vast", "concept", vast), ("perspectrum", "proposition", per)):
        lines = (json.dumps({"text": a, of: b, "stance": c}) for a, b, c in rows)
        file = tmp_path / f"stance-{name}-train.jsonl.gz"
        file.write_bytes(gzip.compress("\n".join(lines).encode()))
    monkeypatch.setenv("STANCEBOOK_DATA", str(tmp_path))
    return tmp_path


def test_all_labels_stand_and_none_is_contradicted(sets: Path) -> None:
    labels = argument_pairs("train")
    told = argument_pairs("train", unrelated={"vast": 1.0})
    assert len(labels) == 70
    assert (told["stance"] != "neutral").sum() == len(labels)
    drawn = told[told["stance"] == "neutral"]
    assert 20 < len(drawn) < 40
    assert set(drawn["task"]) == {"vast"}
    known = set(zip(labels["text"], labels["concept"], strict=True))
    assert not known & set(zip(drawn["text"], drawn["concept"], strict=True))
