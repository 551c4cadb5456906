"""Statements: the contract of the table, one row per sentence, actor and concept."""

import pandas as pd
import pytest

from stancebook.errors import InputError, TableError
from stancebook.statements import extract_statements
from stancebook.tables import STATEMENTS, check_table

from .samples import article, codebook, concept, tables

BOOK = codebook(concept("Orbit Treaty", "the treaty"), concept("orbital tax"))


def extract(articles, *, method="rules", **known):
    return extract_statements(articles, BOOK, **tables(articles, **known), method=method)


def test_rows_keep_the_contract_and_the_evidence():
    articles = article("Norway backs the treaty. Chile rejects the treaty.")
    found = extract(articles, named=[("Norway", "Norway"), ("Chile", "Chile")])
    check_table(found, STATEMENTS)
    assert found[["actor", "concept", "stance"]].to_numpy().tolist() == [
        ["Norway", "orbit_treaty", "favor"],
        ["Chile", "orbit_treaty", "against"],
    ]
    for row in found.itertuples():
        assert articles.loc[0, "text"][row.start : row.end] == row.text
        assert articles.loc[0, "text"][row.mention_start : row.mention_end] == row.mention
    shares = found[["p_favor", "p_against", "p_neutral"]].sum(axis=1)
    assert shares.between(1 - 1e-9, 1 + 1e-9).all()


def test_the_input_is_not_changed():
    articles = article("Norway backs the treaty.")
    known = tables(articles, named=[("Norway", "Norway")])
    before = {name: table.copy(deep=True) for name, table in known.items()}
    extract_statements(articles, BOOK, **known, method="rules")
    for name, table in known.items():
        pd.testing.assert_frame_equal(table, before[name])


def test_nothing_in_nothing_out():
    found = extract(article(""))
    assert found.empty
    check_table(found, STATEMENTS)


def test_hostile_text_passes():
    text = "\u202eNorway\u202c <script>backs</script> the treaty. " + "x" * 50_000
    found = extract(article(text), named=[("Norway", "Norway")])
    check_table(found, STATEMENTS)


def test_an_unknown_method_is_refused():
    with pytest.raises(InputError, match=r"expected one of \['model', 'rules'\], got 'magic'"):
        extract(article("x"), method="magic")


def test_a_broken_table_is_refused():
    articles = article("Norway backs the treaty.")
    known = tables(articles)
    with pytest.raises(TableError, match="passages: missing columns"):
        extract_statements(
            articles, BOOK, **(known | {"passages": known["passages"].drop(columns="unit")})
        )
