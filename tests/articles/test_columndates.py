"""Dates of a column: what they are does not depend on those beside them."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from stancebook.articles.columndates import column_dates
from stancebook.articles.normalising import Normaliser
from stancebook.articles.outlets import Outlets

WORDS = st.sampled_from(
    [
        *("", "2023-04-03", "2023-04-03T10:15:00Z", "2023-04-03 10:15", "2023-4-3", "2023-02-30"),
        *("2023-04-03-1", "2023-04-03.2-", "1500-01-01", "2999-01-01", "0000-01-01", "٢٠٢٣-04-03"),
        *("2023-04-03T" + "0" * 100, "20230403", "2023/04/03", "03/04/2023", "3 mars 2023"),
    ]
) | st.from_regex(r"\A\d{4}-\d{2}-\d{2}([T ].{0,9})?\Z")


@given(st.lists(WORDS | st.none(), max_size=5), st.sampled_from([None, True, False]))
def test_a_column_is_its_rows(values, day_first):
    normaliser = Normaliser(Outlets())
    dated = column_dates(normaliser, values, [""] * len(values), day_first=day_first)
    dates = dated.dates.to_pylist() if isinstance(dated.dates, pa.Array) else dated.dates
    expected = [normaliser.dated(value, "", day_first) for value in values]
    assert list(zip(dates, dated.notes, strict=True)) == expected
    assert list(dated.days) == [date.isoformat() if date else "" for date, _ in expected]


def test_iso_dates_are_read_as_a_whole():
    normaliser = Normaliser(Outlets())
    values = ["2023-04-03", "", "2023-04-03T10:15:00Z"]
    dated = column_dates(normaliser, values, [""] * 3, day_first=None)
    assert isinstance(dated.dates, pa.Array)
