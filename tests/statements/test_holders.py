"""Whose position a speaker tells: the speaker's own, or that of somebody else."""

import numpy as np
import pytest

from stancebook.encoder import has_model
from stancebook.statements import candidates, extract_statements
from stancebook.statements.holders import find_holder
from stancebook.statements.positions import Holder
from stancebook.statements.relevance import Unit
from stancebook.statements.told import with_holders, without_others
from stancebook.tables import STANCES

from .samples import article, codebook, concept, tables

ACTORS = ("Ana Ruiz", "Ivo Brand", "Port Guild", "Heart Fund")

# The speaker is Ana Ruiz; the content stands in < >, its holder in [ ].
TOLD = [
    "Ana Ruiz said that <the [Port Guild] opposes the tram>.",
    "Ana Ruiz noted that <the [Port Guild], a union, had always resisted the tram>.",
    "Ana Ruiz recalled that <her predecessor, [Ivo Brand], had voted against the tram>.",
    "<“The [Port Guild] is against the tram,”> said Ana Ruiz.",
    "Ana Ruiz asked <why the [Heart Fund] supports the tram>.",
    "According to Ana Ruiz, <the [Heart Fund] will fight the tram>.",
    "Ana Ruiz confirmed that <the [Heart Fund] did not want the tram>.",
    "Ana Ruiz said <[62 percent of voters] back the tram>.",
    "Ana Ruiz said <[54% of adults] reject the tram>.",
    "<[Residents] are strongly opposed to the tram>, Ana Ruiz told the meeting.",
    "<[Teachers and parents] oppose the tram>, Ana Ruiz observed.",
    "Ana Ruiz said <[most shopkeepers in the old town] were against the tram>.",
    "Ana Ruiz wrote that <[most bakers] hate the tram>.",
]
OWN = [
    "Ana Ruiz said that <the tram would ruin the port>.",
    "Ana Ruiz said that <the Port Guild should reject the tram>.",
    "Ana Ruiz said that <the Heart Fund needs the tram>.",
    "Ana Ruiz said <the Port Guild was wrong to oppose the tram>.",
    "Ana Ruiz said <it was good that the Port Guild opposes the tram>.",
    "Ana Ruiz said that <unlike the Port Guild she backs the tram>.",
    "Ana Ruiz said that <because the Port Guild opposes the tram it will fail>.",
    "Ana Ruiz said that <residents are right to oppose the tram>.",
    "Ana Ruiz said that <children would benefit from the tram>.",
    "Ana Ruiz said that <nobody in his right mind supports the tram>.",
    "Ana Ruiz said that <few people want the tram>.",
    "Ana Ruiz said that <people who want the tram are dreaming>.",
    "Ana Ruiz said that <critics of the tram are dreaming>.",
    "Ana Ruiz said that <she and her neighbours oppose the tram>.",
    "Ana Ruiz said that <her members reject the tram>.",
    "Ana Ruiz said <doctors like her support the tram>.",
    "<“We want the tram,”> said Ana Ruiz.",
    "Ana Ruiz said that <Ana Ruiz opposes the tram>.",
    "Ana Ruiz hoped that <the Port Guild rejects the tram>.",
    "Ana Ruiz complained that <the Port Guild opposes the tram>.",
    "Ana Ruiz doubted that <the Port Guild needs the tram>.",
    "Ana Ruiz accused <the Port Guild of lying about the tram>.",
    "Ana Ruiz accused <the Port Guild of failing to oppose the tram>.",
    "Ana Ruiz urged <the Port Guild to support the tram>.",
    "Ana Ruiz attacked <the Port Guild>.",
    "Ana Ruiz praised <those who oppose the tram>.",
    "<“Who needs the tram?”> asked Ana Ruiz.",
]
# Nobody is said to hold the position.
DOUBTED = [
    "Ana Ruiz denied that <the [Port Guild] opposes the tram>.",
    "Ana Ruiz doubts that <the [Port Guild] wants the tram>.",
    "Ana Ruiz asked <whether the [Port Guild] still supports the tram>.",
    "Ana Ruiz wondered <if [residents] want the tram>.",
    "<“Does [the union] really want the tram?”> asked Ana Ruiz.",
]
# The speaker keeps its own side.
JUDGED = [
    "Ana Ruiz accused <the [Port Guild] of wanting the tram for its members>.",
    "Ana Ruiz thanked <the [Port Guild] for its fight against the tram>.",
    "Ana Ruiz criticised <the [Port Guild] for having turned its back by backing the tram>.",
    "Ana Ruiz urged <the [Port Guild] to drop its opposition to the tram>.",
]
TURNED = [
    "Ana Ruiz attacked <[those who] oppose the tram>.",
    "Ana Ruiz lashed out <at [those who] want the tram>.",
    "Ana Ruiz dismissed <[people who] are against the tram>.",
]


def read(marked):
    """Return the text, its content, the holder's span, the cue and the mentions."""
    text = marked.translate(str.maketrans("", "", "<>[]"))
    inner = marked[marked.index("<") + 1 : marked.index(">")]
    content = inner.translate(str.maketrans("", "", "[]"))
    low = text.index(content)
    held = inner[inner.index("[") + 1 : inner.index("]")] if "[" in inner else ""
    span = (low + inner.index("["), low + inner.index("[") + len(held)) if held else None
    cue = text[: text.index(content)] + text[text.index(content) + len(content) :]
    found = sorted(
        ((at, at + len(name)), name) for name in ACTORS for at in [text.find(name)] if at >= 0
    )
    return text, (low, low + len(content)), span, cue.translate(str.maketrans("", "", ",.")), found


@pytest.mark.parametrize("marked", TOLD)
def test_a_position_told_of_another_is_held_by_that_one(marked):
    text, content, span, cue, found = read(marked)
    holder = find_holder(text, content, cue, found, "Ana Ruiz")
    assert holder is not None
    assert holder.span == span
    assert holder.actor == next((name for place, name in found if place == holder.span), "")
    assert content[0] <= holder.clause[0] <= holder.span[0] < holder.clause[1] == content[1]


@pytest.mark.parametrize("marked", OWN)
def test_a_position_of_ones_own_has_no_other_holder(marked):
    text, content, _, cue, found = read(marked)
    assert find_holder(text, content, cue, found, "Ana Ruiz") is None


@pytest.mark.parametrize(
    ("marked", "how"),
    [
        (marked, how)
        for how, cases in (("doubted", DOUBTED), ("judged", JUDGED), ("turned", TURNED))
        for marked in cases
    ],
)
def test_a_position_is_doubted_or_is_what_somebody_is_judged_by(marked, how):
    text, content, span, cue, found = read(marked)
    holder = find_holder(text, content, cue, found, "Ana Ruiz")
    assert holder is not None
    assert (holder.span, holder.how) == (span, how)
    assert holder.actor == next((name for place, name in found if place == span), "")


def test_words_that_are_cited_are_those_of_the_one_who_is_cited():
    text = "Ana Ruiz quoted the Port Guild as saying that it would fight the tram."
    mentions = [((0, 8), "Ana Ruiz"), ((20, 30), "Port Guild")]
    holder = find_holder(text, (16, 69), "quoted", mentions, "Ana Ruiz")
    assert (holder.actor, holder.how, holder.clause) == ("Port Guild", "told", (20, 69))


def test_people_of_whom_the_speaker_is_one_are_no_others():
    text = "The Bakers' Guild said that bakers hate the tram."
    assert (
        find_holder(text, (28, 49), "said", [((4, 17), "Bakers' Guild")], "Bakers' Guild") is None
    )


def test_who_speaks_for_whom_is_sought_once_in_an_article(monkeypatch):
    text, asked = "Ana Ruiz said that Lithuania opposes the tram.", []
    monkeypatch.setattr(candidates, "holds_office", lambda *place: bool(asked.append(place)))
    units = [Unit(str(n), False, 50 * n, 50 * n + len(text), text) for n in range(9)]
    mentions = candidates._Mentions(None, units)
    mentions.by_unit = [[((0, 8), "Ana Ruiz"), ((19, 28), "Lithuania")] for _ in units]
    said = candidates.Said("", "indirect", (0, 8), [(14, 45)], "said")
    found = {mentions.holder(n, "Ana Ruiz", said) for n in range(len(units))}
    assert [holder.actor for holder in found] == ["Lithuania"]
    assert len(asked) == len(units)


def shares_after(how, teller, holder):
    """Return presence and sides of a teller and a named holder after the position is given."""
    own = candidates.Candidate(0, 0, "Port Guild", (17, 27), False, "", "")
    held = Holder((17, 27), (17, 44), "Port Guild", how)
    tells = candidates.Candidate(0, 0, "Ana Ruiz", (0, 8), False, "", "", holder=held)
    asked, told = with_holders(candidates.ArticleCandidates("", "", "", None, [tells, own]))
    assert told == {0: 2}
    presence = np.array([0.9, 0.1, 0.9])
    side = np.array([teller, (0.4, 0.4, 0.2), holder])
    return without_others(asked, (presence, side), told)


@pytest.mark.parametrize(
    ("how", "tellers", "holders"),
    [
        ("told", "neutral", "against"),
        ("doubted", "neutral", None),
        ("judged", "against", "against"),
        ("turned", "favor", "against"),
    ],
)
def test_what_is_told_doubted_and_judged_is_given_to_those_who_hold_it(how, tellers, holders):
    presence, side = shares_after(how, (0.05, 0.9, 0.05), (0.03, 0.94, 0.03))
    assert np.allclose(side.sum(axis=1), 1)
    assert STANCES[side[0].argmax()] == tellers
    if holders is None:
        assert presence[1] < 0.05
    else:
        assert presence[1] == 0.9
        assert STANCES[side[1].argmax()] == holders


TRAM = concept("harbour tram", "the tram", description="A tram line to the old port.")
SPEECH = ("Ana Ruiz", "said", "the Port Guild opposes the tram")


def found_in(text, *named, spoken=SPEECH):
    articles = article(text)
    known = tables(articles, named=named, spoken=[spoken])
    found = extract_statements(articles, codebook(TRAM), **known)
    return {row.actor: row for row in found.itertuples(index=False)}


@pytest.mark.skipif(not has_model("stance"), reason="the stance model is not there")
def test_the_holder_has_the_side_and_the_teller_none():
    text = "Ana Ruiz said the Port Guild opposes the tram."
    found = found_in(text, ("Ana Ruiz", "Ana Ruiz"), ("Port Guild", "Port Guild"))
    assert found["Port Guild"].stance == "against"
    assert found["Ana Ruiz"].stance == "neutral"
    assert found["Port Guild"].text == text
    assert found["Port Guild"].mention == "Port Guild"


@pytest.mark.skipif(not has_model("stance"), reason="the stance model is not there")
@pytest.mark.parametrize(
    "before",
    ["Ana Ruiz is chairwoman of the Port Guild.", "The Port Guild's chairwoman, Ana Ruiz, rose."],
)
def test_who_speaks_for_the_holder_keeps_the_side(before):
    text = f"{before} Then Ana Ruiz said the Port Guild opposes the tram."
    named = ("Ana Ruiz", "Ana Ruiz"), ("Port Guild", "Port Guild")
    if before.startswith("The"):
        named = named[::-1]
    again = (("Ana Ruiz said", "Ana Ruiz"), ("Port Guild opposes", "Port Guild"))
    found = found_in(text, *named, *again, spoken=("Ana Ruiz said", "said", SPEECH[2]))
    assert found["Ana Ruiz"].stance == "against"


@pytest.mark.skipif(not has_model("stance"), reason="the stance model is not there")
def test_who_holds_an_office_speaks_for_the_state():
    text = "The minister, Ana Ruiz, said Lithuania opposes the tram."
    named = ("Ana Ruiz", "Ana Ruiz"), ("Lithuania", "Lithuania")
    found = found_in(text, *named, spoken=("Ana Ruiz", "said", "Lithuania opposes the tram"))
    assert found["Ana Ruiz"].stance == "against"
