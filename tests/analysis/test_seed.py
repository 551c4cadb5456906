"""The whole chain on the seed article: every table stands, every statement can be found again."""

from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import stancebook as sb
from stancebook.analysis.result import TABLE_NAMES
from stancebook.tables import TABLES, check_table

pytestmark = pytest.mark.filterwarnings("ignore:the weights")
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="module")
def analysis():
    return sb.analyse(SEEDS, SEEDS / "codebook.yml")


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_table_keeps_its_contract_and_is_not_empty(analysis, name):
    assert len(check_table(getattr(analysis, name), TABLES[name]))


def test_every_statement_stands_in_its_article(analysis):
    articles = analysis.articles.set_index("article_id")
    sentences = analysis.passages.set_index("passage_id")
    for row in analysis.statements.itertuples():
        whole = articles.loc[row.article_id, "title" if row.in_title else "text"]
        assert whole[row.start : row.end] == row.text == sentences.loc[row.passage_id, "text"]
        if row.mention:
            assert whole[row.mention_start : row.mention_end] == row.mention


def test_statements_are_about_the_concepts_of_the_codebook(analysis):
    assert set(analysis.statements["concept"]) == {"convention", "munitions"}
    assert set(analysis.statements["actor"]) <= {*analysis.actors["actor"], "unresolved"}


def test_a_folder_holds_the_same_tables(analysis, tmp_path):
    sb.analyse(SEEDS, SEEDS / "codebook.yml", to=tmp_path / "analysis")
    kept = sb.read_analysis(tmp_path / "analysis")
    for name in TABLE_NAMES:
        assert_frame_equal(getattr(kept, name), getattr(analysis, name))
    assert kept.codebook == analysis.codebook and not kept.suggested
