"""Papers: figures, numbers and tables of a run, the same bytes twice, safe for LaTeX."""

import json
import re
import shutil
import subprocess
from types import SimpleNamespace

import pandas as pd
import pytest
from gold_analysis import DEBATES, gold_analysis
from hostile_debate import hostile_debate
from hypothesis import given
from hypothesis import strategies as st

from stancebook.codebook import Codebook
from stancebook.errors import InputError
from stancebook.figures.styling import style_names
from stancebook.report.datasets import write_table, write_tables
from stancebook.report.latex import booktabs, escape_latex, number_key, numbers_tex
from stancebook.report.paper import front_numbers, read_run, write_figures
from stancebook.tables import UNRESOLVED

SPECIAL = r"\{}$&#%_~^"


def write_run(folder, debate, analysis):
    folder.mkdir(parents=True)
    codebook = {key: debate[key] for key in ("concepts", "actors")}
    Codebook.from_dict(codebook).write(folder / "codebook.yml")
    write_tables(analysis, folder / "tables")
    manifest = {"format": 1, "parameters": {"3_stance": {"min_confidence": 0.6}}}
    (folder / "run.json").write_text(json.dumps(manifest))
    return folder


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    file = DEBATES / "glyphosate.json"
    debate = json.loads(file.read_text(encoding="utf-8"))
    return write_run(tmp_path_factory.mktemp("paper") / "run", debate, gold_analysis([file]))


@pytest.fixture(scope="module")
def paper(run, tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    return folder, write_figures(run, folder)


def test_a_paper_gets_figures_tables_and_numbers(paper):
    folder, files = paper
    names = {path.name for path in files}
    assert names == {path.name for path in folder.iterdir()}
    for figure in ("positions", "trends", "coverage", "topics", "topic_shares"):
        assert {f"{figure}.{kind}" for kind in ("svg", "pdf", "png", "csv", "json")} <= names
        assert re.search(r"n = \d+", json.loads((folder / f"{figure}.json").read_text())["caption"])
    for table in ("concepts", "actors", "outlets"):
        assert {f"table_{table}.tex", f"table_{table}.csv"} <= names
    assert "numbers.tex" in names


@pytest.mark.parametrize("style", style_names())
def test_the_numbers_of_topics_are_a_figure_where_they_were_compared(run, tmp_path, style):
    shutil.copytree(run, tmp_path / "run")
    rows = [
        (number, measure, 0.5, 0.4, 0.6, number == 6, 72, 12)
        for number in (3, 6, 12)
        for measure in ("coherence", "stability")
    ]
    columns = [
        "n_topics",
        "measure",
        "value",
        "low",
        "high",
        "is_taken",
        "n_passages",
        "n_articles",
    ]
    numbers = pd.DataFrame(rows, columns=columns)
    write_table(numbers, tmp_path / "run" / "tables" / "topic_numbers")
    first, second = (
        {path.name: path.read_bytes() for path in write_figures(tmp_path / "run", to, style=style)}
        for to in (tmp_path / "first", tmp_path / "second")
    )
    assert first == second
    assert {f"topic_numbers.{kind}" for kind in ("svg", "pdf", "png", "csv", "json")} <= set(first)
    about = json.loads(first["topic_numbers.json"])
    assert "n = 72 passages" in about["caption"]
    assert "With 6 topics, the number taken" in about["alt"]
    written = pd.read_csv(tmp_path / "first" / "topic_numbers.csv")
    pd.testing.assert_frame_equal(written, numbers, check_dtype=False)


def test_unidentified_speakers_are_a_number_only_where_they_made_statements(run):
    read = read_run(run)
    named = {**vars(read), "statements": read.statements.assign(actor="Ana Ruiz")}
    assert not [key for key in front_numbers(SimpleNamespace(**named)) if "unidentified" in key]
    nobody = {**vars(read), "statements": read.statements.assign(actor=UNRESOLVED)}
    numbers = front_numbers(SimpleNamespace(**nobody))
    assert numbers["unidentified"] == numbers["statements"] > 0


def test_two_papers_of_one_run_are_the_same_bytes(run, paper, tmp_path):
    folder, _ = paper
    for path in write_figures(run, tmp_path):
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_numbers_are_those_of_the_tables(run, paper):
    numbers = front_numbers(read_run(run))
    statements = pd.read_parquet(run / "tables" / "statements.parquet")
    counted = statements[statements["confidence"] >= 0.6]
    assert numbers["statements"] == len(counted)
    assert numbers["uncounted"] == len(statements) - len(counted)
    for (concept, stance), rows in counted.groupby(["concept", "stance"]):
        assert numbers[number_key(concept, stance)] == len(rows)
    unsure = statements[statements["confidence"] < 0.6]
    for (concept, actor), rows in unsure.groupby(["concept", "actor"]):
        assert numbers[number_key(concept, actor, "uncounted")] == len(rows)
    for actor, rows in counted.groupby("actor"):
        assert numbers[number_key("actor", actor, "statements")] == len(rows)
    articles = pd.read_parquet(run / "tables" / "articles.parquet")
    for month, rows in articles.groupby(articles["published"].dt.strftime("%Y-%m")):
        assert numbers[number_key("period", month)] == len(rows)
    sided = counted[counted["stance"] != "neutral"]
    stories = sided["article_id"].map(articles.set_index("article_id")["story_id"])
    for concept, rows in stories.groupby(sided["concept"]):
        assert numbers[number_key(concept, "stories")] == rows.nunique()
    written = (paper[0] / "numbers.tex").read_text(encoding="utf-8")
    assert all(f"stancebook@{name}\\endcsname" in written for name in numbers)


def test_a_later_model_does_not_change_what_counted(run, tmp_path):
    shutil.copytree(run, tmp_path / "run")
    manifest = {"format": 1, "parameters": {"3_stance": {"min_confidence": None}}}
    manifest["min_confidence"] = 0.7
    (tmp_path / "run" / "run.json").write_text(json.dumps(manifest))
    assert read_run(tmp_path / "run").min_confidence == 0.7


def test_a_hostile_run_gives_a_paper(tmp_path):
    debate = hostile_debate()
    analysis = gold_analysis(debates=[debate])
    for concept in debate["concepts"]:
        concept["aliases"] = []
    run = write_run(tmp_path / "run", debate, analysis)
    for path in write_figures(run, tmp_path / "figures"):
        if path.suffix == ".tex":
            text = re.sub(r"\\[\\{}$&#%_]", "", path.read_text(encoding="utf-8"))
            assert text.count("{") == text.count("}")
            assert r"\input{/etc" not in text
            assert r"\require" not in text


@pytest.mark.parametrize(
    ("to", "style", "words"),
    [
        pytest.param("file", "single", "cannot write to", id="a file"),
        pytest.param("file/below", "single", "cannot write to", id="below a file"),
        pytest.param("", "single", "empty path", id="no path"),
        pytest.param("out", "nature", "expected one of", id="no such style"),
    ],
)
def test_a_place_or_style_that_cannot_be_is_refused(run, tmp_path, monkeypatch, to, style, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(InputError, match=words):
        write_figures(run, to, style=style)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(InputError, match="no report"):
        write_figures(tmp_path, tmp_path / "out")


@given(st.text(max_size=80))
def test_escaped_words_hold_no_command(words):
    escaped = escape_latex(words)
    for name in ("textbackslash", "textasciitilde", "textasciicircum", "textless"):
        escaped = escaped.replace(rf"\{name}{{}}", "")
    for name in ("textgreater", "textquotedbl", "textbar", "textasciigrave"):
        escaped = escaped.replace(rf"\{name}{{}}", "")
    escaped = re.sub(r"\\stancebookletter\{((?:\\.|[^{}\\])*)\}\{.\}", r"\1", escaped)
    bare = re.sub(r"\\[{}$&#%_]", "", escaped)
    assert not set(bare) & set(SPECIAL)


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=3))
def test_names_of_numbers_are_plain(parts):
    assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", number_key(*parts))


NAMES = [
    "Arvydas Anušauskas",
    "Владимир Иванов",
    "محمود",
    "習近平",
    "Nguyễn Thị Ơn",
    "Ἀθῆναι",
    "\N{GRINNING FACE} ﬁ ½ − ∞ \N{FULLWIDTH REVERSE SOLIDUS}input \N{FULLWIDTH PERCENT SIGN}",
    "[2pt]",
    "* & % $ # _ { } ~ ^ \\",
    r"\input{/etc/passwd}",
    "`a' ``b'' --- \u202eevil\ufeff",
    "ĸ ŉ ŀ ħ ŧ ſ \xad e\u0301",
]


@pytest.fixture(scope="module")
def compile_latex(tmp_path_factory):
    """Return a function that has LaTeX read a document, and gives what it said."""
    latex = [name for name in ("pdflatex", "lualatex") if shutil.which(name)]
    if not latex:
        pytest.skip("no LaTeX here: apt-get install texlive-latex-recommended lmodern")

    def compile_document(folder, body):
        document = (
            r"\documentclass{article}\usepackage[T1]{fontenc}\usepackage{booktabs,graphicx}"
            rf"\input{{{folder}/numbers.tex}}\begin{{document}}{body}\end{{document}}"
        )
        place = tmp_path_factory.mktemp("latex")
        (place / "a.tex").write_text(document, encoding="utf-8")
        command = [latex[0], "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
        done = subprocess.run(command, cwd=place, capture_output=True, check=False)
        said = done.stdout.decode(errors="replace")
        assert done.returncode == 0, said[-2000:]
        return said

    return compile_document


GAP = 8 / 345
"""Space between two columns against a line of the class ``article``."""


def test_latex_reads_what_is_written(paper, compile_latex):
    folder, _ = paper
    tables = "".join(
        rf"\input{{{folder}/table_{name}.tex}}" for name in ("concepts", "actors", "outlets")
    )
    pictures = rf"\includegraphics{{{folder}/positions.pdf}}"
    compile_latex(folder, rf"\stancebook{{articles}}{pictures}{tables}")


def test_latex_reads_names_of_every_script_and_every_trick(compile_latex, tmp_path):
    table = pd.DataFrame({"name": NAMES, "n": range(len(NAMES))})
    tex = booktabs(table, caption=" ".join(NAMES[:2]), label="tab:names", heads=(NAMES[7], "n"))
    (tmp_path / "table.tex").write_text(tex, encoding="utf-8")
    numbers = {f"name-{n}": name for n, name in enumerate(NAMES)}
    (tmp_path / "numbers.tex").write_text(numbers_tex(numbers), encoding="utf-8")
    used = " ".join(rf"\stancebook{{{name}}}" for name in numbers)
    said = compile_latex(tmp_path, rf"{used}\input{{{tmp_path}/table.tex}}")
    assert "passwd" not in said


def test_tables_align_numbers_to_the_right():
    table = pd.DataFrame({"actor": ["A & B"], "n": [3]})
    tex = booktabs(table, caption="50 %", label="tab:x", heads=("Actor", "n"))
    assert r"\begin{tabular}{lr}" in tex
    assert r"{}A \& B & 3 \\" in tex
    assert r"\caption{50 \%}" in tex


def test_a_number_that_is_not_known_leaves_the_others_at_the_right():
    table = pd.DataFrame({"actor": ["A", "B"], "share": [56, ""]}, dtype=object)
    tex = booktabs(table, caption="x", label="tab:x", heads=("Actor", "For, %"))
    assert r"\begin{tabular}{lr}" in tex


@given(
    names=st.lists(st.text("abc de", min_size=1, max_size=90), min_size=1, max_size=5),
    n_numbers=st.integers(0, 5),
)
def test_a_table_is_never_wider_than_the_line(names, n_numbers):
    table = pd.DataFrame({"actor": names, "concept": names})
    table = table.assign(**{f"n{n}": 7 for n in range(n_numbers)})
    tex = booktabs(table, caption="x", label="tab:x", heads=list(table.columns))
    (columns,) = re.findall(r"begin{tabular}{(.*)}\n", tex)
    parts = [float(part) + GAP for part in re.findall(r"p{([\d.]+)", columns)]
    words = 2 * (max(len("concept"), *map(len, names)) / 82 + GAP)
    assert (sum(parts) if parts else words) + n_numbers * (2 / 82 + GAP) <= 1.03, columns


def test_latex_folds_long_names(compile_latex, tmp_path):
    names = ["Namibia's membership of the International Criminal Court", "習近平 " * 20, "A"]
    table = pd.DataFrame({"actor": names, "n": [1, 2, 3], "concept": names[::-1]})
    tex = booktabs(table, caption="x", label="tab:x", heads=("Actor", "n", "Concept"))
    (tmp_path / "table.tex").write_text(tex, encoding="utf-8")
    (tmp_path / "numbers.tex").write_text(numbers_tex({}), encoding="utf-8")
    said = compile_latex(tmp_path, rf"\input{{{tmp_path}/table.tex}}")
    assert "Overfull" not in said


def test_an_unknown_number_is_an_error_in_latex():
    assert r"\errmessage" in numbers_tex({"articles": 3})
