"""What a policy is about may be a word that names none by itself; a piece of a name is none."""

import pandas as pd

import stancebook as sb


def concepts_of(*texts):
    articles = sb.read_articles(pd.DataFrame({"text": texts}))
    return [concept.name for concept in sb.suggest_codebook(articles).concepts]


def test_a_court_reform_is_a_concept():
    texts = [f"{name} opposes the court reform. Ana Ruiz backs the reform." for name in "PQRS"]
    assert concepts_of(*texts) == ["court reform"]


def test_a_piece_of_a_name_is_none():
    text = "Fair Trial Now opposes the carbon tax. Fair Trial Now backs {} and the carbon tax."
    assert "Fair Trial" not in concepts_of(*(text.format(name) for name in "PQRS"))
