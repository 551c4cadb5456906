"""Parties that a common word names: alone they are actors, before an office they only modify."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.actors import resolve_actors


def mentions_of(*texts):
    articles = sb.read_articles(pd.DataFrame({"title": [""] * len(texts), "text": texts}))
    mentions = resolve_actors(articles).mentions
    return list(zip(mentions["text"], mentions["actor"], strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "Labour, the Liberal Democrats and the Conservatives back the cap.",
        "Labour, Conservatives and Greens voted for it.",
        "Labour and the Greens back the cap.",
        "Labour said that it would back the cap.",
        "Labour has called for it. The Conservatives have not.",
        "Labour, which runs the council, said no.",
        "Ana Ruiz said that Labour would help.",
        "“Labour will vote no,” said Jane Poole.",
        "Labour MPs voted no.",
        "Bo Lind is against it; Labour supports it.",
    ],
)
def test_a_party_that_heads_a_list_or_a_sentence_is_an_actor(text):
    assert "Labour" in {actor for _, actor in mentions_of(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Labour leader Jane Poole said no.",
        "Labour minister Jane Poole said no.",
        "Labour councillor Jane Poole said that the city should go.",
        "Labour costs are rising, said Jane Poole.",
        "Labour has become dear: cheap labour is gone.",
    ],
)
def test_before_an_office_or_as_a_common_noun_it_is_none(text):
    assert "Labour" not in {actor for _, actor in mentions_of(text)}


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Labour", "the Labour Party"),
        ("The Greens", "the Green Party"),
        ("Conservatives", "the Conservative Party"),
    ],
)
def test_a_party_is_one_under_its_short_name_and_its_long_one(short, long):
    texts = [f"{short} said no.", f"In the end {long} said yes."]
    for some in (texts, texts[::-1]):
        assert len({actor for _, actor in mentions_of(*some)}) == 1


def test_two_parties_of_one_word_stay_apart():
    found = mentions_of("The Liberal Democrats said no.", "The Democrats said yes.")
    assert len({actor for _, actor in found}) == 2
