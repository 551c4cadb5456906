"""The page of topics shows how many topics there could have been."""

import re

import pandas as pd
import pytest
from gold_analysis import DEBATES, gold_analysis, with_all_tables
from written_report import MANIFEST, NOTEBOOKS, write_report

PAGE = NOTEBOOKS[1]


def written(folder, files, **parameters):
    """Write the page of topics and return it, and the folder of its figures."""
    manifest = {**MANIFEST, "parameters": {**MANIFEST["parameters"], **parameters}}
    analysis = with_all_tables(gold_analysis(files))
    write_report(folder, analysis, manifest, notebooks=[PAGE])
    run = folder / manifest["run"]
    return (run / f"{PAGE.stem}.html").read_text(encoding="utf-8"), run / "figures"


@pytest.fixture(scope="module")
def twelve():
    return sorted(DEBATES.glob("*.json"))[:3]


def test_the_figure_stands_with_its_data_and_its_finding_also_without_texts(tmp_path, twelve):
    page, figures = written(tmp_path, twelve, redact=True, n_topics=3, neighbours=[2])
    told = re.search(r"With (\d+) topics, the number taken, stability is (0\.\d\d)", page)
    data = pd.read_csv(figures / "topic_numbers.csv")
    taken = data[data["is_taken"] & (data["measure"] == "stability")]
    assert taken["n_topics"].item() == int(told[1])
    assert taken["value"].item() == pytest.approx(float(told[2]), abs=0.005)
    assert f"n = {data['n_passages'].max()} passages" in page
    assert data["n_articles"].unique().tolist() == [12]
    assert re.search(r'aria-label="With \d+ topics', page)


@pytest.mark.parametrize(
    "n_debates, parameters",
    [
        pytest.param(1, {}, id="four articles"),
        pytest.param(3, {"neighbours": []}, id="switched off"),
    ],
)
def test_where_nothing_is_compared_a_sentence_says_so(tmp_path, twelve, n_debates, parameters):
    page, _ = written(tmp_path, twelve[:n_debates], **parameters)
    assert "No other number of topics was compared" in page
    assert "topic_numbers.svg" not in page
