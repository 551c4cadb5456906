"""Training sentences from patterns: each can be filled, and its labels say what it says."""

import random

import pytest

from stancebook.encoder import MODELS, has_model
from stancebook.statements.reading import ACTOR, ARGUMENT, NO_MENTION
from stancebook.training.augment import (
    Filler,
    augmented_examples,
    flat_patterns,
    load_patterns,
    sign_of,
)
from stancebook.training.stance_data import Reader

DEBATE = {
    "concepts": [
        {"id": "t", "name": "Zinc Treaty", "aliases": ["the treaty"], "description": "On zinc."},
        {"id": "l", "name": "zinc levy", "aliases": ["the levy"], "description": ""},
    ]
}


@pytest.fixture(scope="module")
def reader():
    if not has_model("stance"):
        pytest.skip("the tokenizer of the stance model is not there")
    return Reader(MODELS / "stance" / "tokenizer.json")


def test_hundreds_of_patterns_on_both_sides():
    patterns = flat_patterns(load_patterns())
    assert len(patterns) > 400
    assert len(set(patterns)) == len(patterns)


def test_every_pattern_gives_examples_of_each_of_its_labels(reader):
    examples = augmented_examples(reader, [DEBATE], rounds=1)
    n_labels = sum(len(p.split(" :: ")[0].split()) for _, p, _ in flat_patterns(load_patterns()))
    assert len(examples) == n_labels


def test_the_place_is_the_mark_of_the_actor(reader):
    for _, _, ids, _, place, presence, side, *_ in augmented_examples(reader, [DEBATE], rounds=1):
        assert ids[place] in (ACTOR, NO_MENTION, ARGUMENT, 8)
        assert (presence == 0) == (side == -1)


def test_both_sides_are_equally_frequent(reader):
    sides = [e[6] for e in augmented_examples(reader, [DEBATE], rounds=2)]
    favor, against = sides.count(0), sides.count(1)
    assert abs(favor - against) < 0.1 * (favor + against)


@pytest.mark.parametrize(
    ("mark", "side", "stance"),
    [
        ("+", "con", "favor"),
        ("*", "pro", "favor"),
        ("*", "con", "against"),
        ("!", "pro", "against"),
        ("!", "con", "favor"),
        ("0", "pro", "neutral"),
        ("x", "pro", None),
    ],
)
def test_a_sign_and_a_side_make_a_stance(mark, side, stance):
    assert sign_of(mark, side) == stance


def test_no_slot_is_left_open():
    filler = Filler(load_patterns(), [DEBATE], random.Random(0))
    for section, pattern, side in flat_patterns(load_patterns()):
        _, slots, _ = filler.fill(section, pattern, side)
        text = slots.pop("")
        for name in text.split("{")[1:]:
            assert name.split("}")[0] in slots
