"""Candidates: one question per sentence, actor and concept, wherever the speaker stands."""

from stancebook.statements.candidates import find_candidates
from stancebook.tables import UNRESOLVED

from .samples import article, concept, tables

TREATY = concept("Orbit Treaty", "the treaty")


def candidates(articles, **known):
    found = find_candidates(articles, [TREATY], **tables(articles, **known))
    return [
        (one.seen.units[c.unit].text, c.actor, c.mention, c.narrator, c.voice)
        for one in found
        for c in one.candidates
    ]


def test_an_actor_in_a_concerned_sentence():
    text = "Norway joined the treaty."
    assert candidates(article(text), named=[("Norway", "Norway")]) == [
        (text, "Norway", (0, 6), False, "")
    ]


def test_a_quote_that_carries_on_belongs_to_the_speaker_before():
    text = '"The treaty is good," Eva Lind said. "It must come into force."'
    found = candidates(
        article(text),
        named=[("Eva Lind", "Eva Lind")],
        spoken=[
            ("Eva Lind", "said", '"The treaty is good,"'),
            ("Eva Lind", "said", '"It must come into force."'),
        ],
    )
    assert found == [
        ('"The treaty is good," Eva Lind said.', "Eva Lind", (22, 30), False, "direct"),
        ('"It must come into force."', "Eva Lind", None, False, "direct"),
    ]


def test_an_actor_named_twice_is_asked_once_where_it_speaks():
    text = "Norway is big, Norway said of the treaty."
    found = candidates(
        article(text),
        named=[("Norway is", "Norway"), ("Norway said", "Norway")],
        spoken=[("Norway said", "said", "of the treaty")],
    )
    assert [(actor, mention) for _, actor, mention, _, _ in found] == [("Norway", (15, 26))]


def test_an_unresolved_mention_is_no_candidate():
    text = "They joined the treaty."
    found = candidates(article(text), named=[("They", UNRESOLVED)])
    assert [actor for _, actor, *_ in found] == ["The Post"]


def test_the_outlet_is_asked_only_where_nobody_else_is():
    text = "The treaty is a danger to us all. Norway joined the treaty."
    found = candidates(article(text), named=[("Norway", "Norway")])
    assert [(actor, narrator) for _, actor, _, narrator, _ in found] == [
        ("The Post", True),
        ("Norway", False),
    ]


def test_an_unknown_outlet_is_never_an_actor():
    assert candidates(article("The treaty is a danger.", source="")) == []


def test_an_article_without_the_concept_is_left_out():
    text = "Norway built a bridge."
    assert candidates(article(text), named=[("Norway", "Norway")]) == []


def test_a_body_that_somebody_speaks_for_is_marked():
    one = article("Eva Lind of Norrvind joined the treaty, and Norrvind paid.")
    named = [("Eva Lind", "Eva Lind"), ("Norrvind", "Norrvind")]
    (found,) = find_candidates(one, [TREATY], **tables(one, named=named))
    assert {c.actor: c.represented for c in found.candidates} == {
        "Eva Lind": False,
        "Norrvind": True,
    }


def test_a_question_of_an_interview_asks_about_nobody():
    text = (
        "Eva Lind met us.\nQ: Norway left the treaty. Why?\nA: I like the treaty.\n"
        "Q: Is the treaty dead?\nA: No."
    )
    found = candidates(
        article(text),
        named=[("Eva Lind", "Eva Lind"), ("Norway", "Norway"), ("I", "Eva Lind")],
        spoken=[("Eva Lind", "", "I like the treaty.")],
    )
    told = [one for one in found if one[1] == "Eva Lind"]
    assert "Norway" not in {actor for _, actor, *_ in found}
    assert ("A: I like the treaty.", "Eva Lind", (3, 4), False, "indirect") in told
