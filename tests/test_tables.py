import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from stancebook.errors import StancebookError, TableError
from stancebook.tables import ARTICLES, INTAKE, TABLES, TIES, check_table, make_table, stable_id

TIE = {"actor_a": "A", "actor_b": "B", "network": "conflict", "weight": 1.0}


@pytest.mark.parametrize("contract", TABLES.values(), ids=TABLES)
def test_an_empty_table_keeps_every_contract(contract):
    table = make_table([], contract)
    assert list(table) == list(contract.columns)
    assert check_table(table, contract) is table


@pytest.mark.parametrize("contract", TABLES.values(), ids=TABLES)
def test_every_contract_survives_parquet(contract, tmp_path):
    file = tmp_path / "table.parquet"
    make_table([], contract).to_parquet(file)
    assert_frame_equal(make_table(pd.read_parquet(file), contract), make_table([], contract))


@pytest.mark.parametrize("contract", TABLES.values(), ids=TABLES)
def test_a_contract_explains_itself(contract):
    assert set(contract.key) <= set(contract.columns)
    assert all(column.meaning for column in contract.columns.values())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"network": "friendship"}, "ties.network: expected one of", id="value"),
        pytest.param({"weight": -1.0}, "ties.weight: expected 0.0 to inf, got -1", id="range"),
    ],
)
def test_a_value_that_breaks_its_rule_is_named(change, message):
    with pytest.raises(TableError, match=message):
        make_table([{**TIE, **change}], TIES)


def test_a_missing_column_is_named_with_those_there():
    with pytest.raises(TableError, match=r"ties: missing columns \['weight'\]; it has"):
        make_table([{name: TIE[name] for name in ("actor_a", "actor_b", "network")}], TIES)


def test_a_repeated_key_is_refused_with_an_example():
    with pytest.raises(TableError, match="must be unique; 1 rows repeat one, such as"):
        make_table([TIE, TIE], TIES)


def test_a_wrong_type_is_refused():
    table = make_table([TIE], TIES).assign(actor_a=1)
    with pytest.raises(TableError, match="ties.actor_a: expected text"):
        check_table(table, TIES)
    with pytest.raises(TableError, match="expected a DataFrame, got list"):
        check_table([TIE], TIES)


def test_making_a_table_leaves_the_rows_alone():
    frame = pd.DataFrame([{**TIE, "more": 1}], index=[7])
    before = frame.copy()
    make_table(frame, TIES)
    assert_frame_equal(frame, before)


def test_unknown_dates_and_texts_have_one_form():
    row = {name: None for name in ARTICLES.columns} | {"article_id": "a"}
    table = make_table([row], ARTICLES)
    assert table["published"].isna().all()
    assert table["source"].tolist() == [""]


@given(st.lists(st.text(max_size=3) | st.none() | st.just(float("nan")), max_size=5), st.data())
def test_a_text_column_of_any_kind_becomes_the_same_text(values, data):
    kinds = (object, "str", "string", pd.StringDtype("python", na_value=np.nan))
    kind = data.draw(st.sampled_from(kinds))
    names = [f"a{n}" for n in range(len(values))]
    ties = pd.DataFrame({"actor_a": names, "actor_b": pd.Series(values, dtype=kind)})
    given = ties.assign(network="conflict", weight=1)[::-1]
    made = make_table(given, TIES)
    expected = [value if isinstance(value, str) else "" for value in reversed(values)]
    assert made["actor_b"].tolist() == expected
    assert_frame_equal(made, make_table(made, TIES))
    assert made.dtypes["actor_b"] == "str" and made.index.equals(pd.RangeIndex(len(values)))
    before = given.copy()
    made["actor_b"] = "changed"
    made["weight"] += 1
    assert_frame_equal(given, before)


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_ids_tell_different_parts_apart(one, other):
    assert (stable_id(*one) == stable_id(*other)) == (one == other)


def test_ids_are_the_same_on_every_machine():
    assert stable_id("Vilnius") == "32935d819b3f0673"
    assert stable_id("a", "b") == "235870420603e322"
    assert len(stable_id("\ud800")) == 16


def test_all_errors_are_one_family():
    assert issubclass(TableError, StancebookError)
    assert {error.exit_code for error in StancebookError.__subclasses__()} <= {1, 2, 3, 4, 5, 75}
    assert INTAKE.columns["status"].values == ("read", "rejected", "duplicate")
