"""Where a sentence speaks of a ban on the concept, and where it does not."""

import pytest

from stancebook.codebook.aliases import alias_spans
from stancebook.statements.bans import ban_on, banned_things, with_banned_things
from stancebook.statements.candidates import Candidate
from stancebook.statements.rules import Judgement

from .samples import concept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Spain lifted the ban on drones.", ["ban on drones"], id="plain"),
        pytest.param(
            'The ban "on the acquisition and use" of drones must go.',
            ['ban "on the acquisition and use" of drones'],
            id="in quotation marks",
        ),
        pytest.param("A Moratorium on armed drones.", ["Moratorium on armed drones"], id="word"),
        pytest.param("Drones fly on; the ban on jets stays.", [], id="another thing"),
        pytest.param("Drones stay, and so does the ban on drones.", [], id="named alone too"),
        pytest.param("The ban will hurt makers of drones.", [], id="no preposition"),
        pytest.param("After the ban on jets, Ana Ruiz bought drones.", [], id="a comma between"),
        pytest.param("They urban on drones.", [], id="part of a word"),
        pytest.param("He backs a ban on jets near drones.", [], id="a place"),
        pytest.param("He backs a ban on fuels that harm drones.", [], id="a relative clause"),
        pytest.param("The ban on killing drones stays.", [], id="an act against it"),
        pytest.param("The ban on jamming of drones stays.", [], id="an act against it, of"),
        pytest.param("A ban on leaded fuel helped the drones.", [], id="an object"),
        pytest.param("A ban on jets hurts drones.", [], id="an object after a plural"),
        pytest.param("A ban on jets and drones.", ["ban on jets and drones"], id="one of two"),
        pytest.param("A ban on imports from Drones.", ["ban on imports from Drones"], id="from"),
    ],
)
def test_a_ban_is_the_words_up_to_what_it_bans(text, expected):
    found = ban_on(text, alias_spans(text, ["drones"]))
    assert [text[start:end] for start, end in found] == expected


@pytest.mark.parametrize(
    ("text", "n_found"),
    [("ban on " + "very " * 40_000 + "drones", 0), ("ban of drones " * 7_000, 7_000)],
)
def test_a_ban_stands_near_what_it_bans_however_long_the_text(text, n_found):
    found = ban_on(text, alias_spans(text, ["drones"]))
    assert len(found) == n_found
    assert all(end - start < 200 for start, end in found)


@pytest.mark.parametrize(
    ("ban", "thing", "expected"),
    [
        pytest.param(concept("ban on whaling"), concept("whaling"), {0: 1}, id="ban on"),
        pytest.param(concept("Whaling Moratorium"), concept("whaling"), {0: 1}, id="before it"),
        pytest.param(
            concept("Nature Bill", "the ban on the sale of furs"),
            concept("furs"),
            {0: 1},
            id="alias",
        ),
        pytest.param(concept("whaling rules"), concept("whaling"), {}, id="no ban"),
        pytest.param(concept("travel ban"), concept("whaling"), {}, id="another ban"),
        pytest.param(concept("whaling bank"), concept("whaling"), {}, id="part of a word"),
        pytest.param(concept("lifting the ban on furs"), concept("furs"), {}, id="undone"),
        pytest.param(
            concept("End of the fur ban", "the fur ban"), concept("fur"), {}, id="undone, alias"
        ),
        pytest.param(concept("fur ban exemption"), concept("fur"), {}, id="ban is no head"),
        pytest.param(concept("ban on school closures"), concept("school"), {}, id="no head"),
        pytest.param(concept("ban on phones in schools"), concept("schools"), {}, id="a place"),
        pytest.param(concept("ban on sprays to save bees"), concept("bees"), {}, id="purpose"),
        pytest.param(concept("ban on killing seals"), concept("seals"), {}, id="act against it"),
        pytest.param(concept("fur ban by 2030"), concept("fur"), {0: 1}, id="ban and date"),
    ],
)
def test_which_concept_is_a_ban_on_which(ban, thing, expected):
    assert banned_things([ban, thing]) == expected


def judged(concept_number, presence, favor, against):
    candidate = Candidate(3, concept_number, "Ana Ruiz", (0, 8), False, "", "")
    return candidate, Judgement(presence, favor, against, 1 - favor - against, "indirect")


def by_concept(pairs):
    return {candidate.concept: one for candidate, one in pairs}


@pytest.mark.parametrize("other", [[], [judged(1, 0.9, 0.8, 0.1)]])
def test_who_is_for_a_ban_is_against_the_thing(other):
    found = by_concept(with_banned_things([judged(0, 0.9, 0.7, 0.2), *other], {0: 1}, 0.5))
    assert found[0] == judged(0, 0.9, 0.7, 0.2)[1]
    assert found[1][:4] == pytest.approx((0.9, 0.2, 0.7, 0.1))


@pytest.mark.parametrize(
    "ban",
    [
        pytest.param(judged(0, 0.9, 0.2, 0.7), id="against the ban"),
        pytest.param(judged(0, 0.9, 0.2, 0.2), id="neutral"),
        pytest.param(judged(0, 0.4, 0.8, 0.1), id="no statement"),
        pytest.param(judged(2, 0.9, 0.8, 0.1), id="no ban"),
    ],
)
def test_nothing_else_is_concluded(ban):
    known = [ban, judged(1, 0.6, 0.5, 0.4)]
    assert with_banned_things(known, {0: 1}, 0.5) == known
