"""Rows of tables: searching gives the very rows and lines that Python's own reader gives."""

import csv
import io
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.articles.readers import rows

bits = st.sampled_from(
    ['"', ",", "\n", "\r", "\r\n", "a", "’", "\x00", "\udcff", "\u2028", " "]
    + ['"a\n""b""",', 'a,b"c\n', '"x","y ""z"""\r\n', '"",\n', ",\n", "\n", 'é,"’"\n']
)


def numbered(reader, first, last):
    found = []
    while not found or found[-1][0] != [rows.END]:
        begins = first()
        try:
            row = next(reader)
        except csv.Error as error:
            row = str(error)
        except StopIteration:
            break
        found.append((row, begins or reader.first, last()))
    return found


@given(st.lists(bits, max_size=20).map("".join), st.sampled_from([1, 3, 7, 50]))
def test_rows_equal_those_of_the_csv_module(content, block):
    lines = chain(io.StringIO(content, newline=""), (rows.END,))
    theirs = csv.reader(lines, delimiter=",")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "_BLOCK", block)
        patch.setattr(rows, "_LONGEST", 16 * block)
        stream = io.StringIO(content, newline="")
        ours = rows.Rows(stream, {"delimiter": ","}, fast=True)
        found = numbered(ours, lambda: 0, lambda: ours.last)
    assert found == numbered(theirs, lambda: theirs.line_num + 1, lambda: theirs.line_num)
