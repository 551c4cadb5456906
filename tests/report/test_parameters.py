"""A notebook's parameters: what is declared is checked, and nothing else passes, in any runner."""

import datetime
import warnings
from pathlib import Path

import pytest

from stancebook.errors import InputError, ParameterError
from stancebook.report.declarations import check_values, find_path, parse_parameters
from stancebook.report.parameters import (
    check_parameters,
    notebook_parameters,
    read_parameters,
)

EXAMPLE = Path(__file__).parent / "notebooks" / "parameters.ipynb"
DECLARED = "articles: 'Path' = 'seeds'  # where\nmin_confidence: float = 0.9\nn_topics: int = None"
CHECK = "import stancebook as sb\nparams = sb.notebook_parameters(globals())"


def ran(*cells):
    """Return the namespace of a kernel that ran these cells and now runs the check."""
    namespace = {"In": ["", *cells, CHECK]}
    for cell in cells:
        exec(cell, namespace)
    return namespace


def test_the_example_declares_name_type_default_and_help():
    declared = read_parameters(EXAMPLE)
    assert [parameter.name for parameter in declared][:3] == [
        "articles",
        "codebook",
        "min_confidence",
    ]
    assert declared[4].type == "date"
    assert declared[2].help.startswith("statements below")
    assert all(parameter.help for parameter in declared)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["1_corpus", "2_topics", "3_stance", "4_networks", "5_figures"])
def test_papermill_knows_every_parameter_of_a_page(project, name):
    """Else papermill, and Airflow's operator, call a parameter unknown that is declared."""
    import papermill

    page = project / "notebooks" / f"{name}.ipynb"
    declared = [parameter.name for parameter in read_parameters(page)]
    assert list(papermill.inspect_notebook(page)) == declared


def test_values_in_force_are_typed():
    values = check_parameters(EXAMPLE, {"since": "2024-02-29", "min_confidence": 1})
    assert values.since == datetime.date(2024, 2, 29)
    assert values.min_confidence == 1.0
    assert values.period == "month"
    assert isinstance(values.articles, Path)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        pytest.param("min_confidense", 0.5, "did you mean 'min_confidence'", id="misspelt"),
        pytest.param("zzz", 0.5, "no parameter 'zzz'; valid: articles", id="far from all"),
        pytest.param("min_confidence", 7, "a number from 0 to 1", id="above the range"),
        pytest.param("min_confidence", -0.1, "a number from 0 to 1", id="below the range"),
        pytest.param("n_topics", 0, "a whole number from 1 to 1000 or None", id="no topic"),
        pytest.param("min_confidence", "0.5", "a number", id="text for a number"),
        pytest.param("min_confidence", True, "a number", id="truth for a number"),
        pytest.param("min_confidence", float("nan"), "a number", id="not a number"),
        pytest.param("n_topics", 3.0, "a whole number from 1", id="float for an integer"),
        pytest.param("since", "2024-02-30", "a date", id="no such day"),
        pytest.param("since", "01/02/2024", "a date", id="ambiguous date"),
        pytest.param("since", datetime.datetime(2024, 1, 1, 5), "a date", id="date with a time"),
        pytest.param("sources", "BBC", "list[str]", id="text for a list"),
        pytest.param("sources", [7], "list[str]", id="list of another type"),
        pytest.param("period", "fortnight", "Literal", id="not among the choices"),
        pytest.param("articles", 7, "a path", id="number for a path"),
        pytest.param("articles", "", "a path", id="empty path"),
        pytest.param("articles", "a\0b", "a path", id="path with a NUL"),
        pytest.param("redact", 1, "True or False", id="number for a truth value"),
        pytest.param("redact", None, "True or False", id="None where none is declared"),
    ],
)
def test_a_value_of_another_type_is_refused_with_the_one_expected(name, value, words):
    with pytest.raises(ParameterError, match=name) as refusal:
        check_parameters(EXAMPLE, {name: value})
    assert words in str(refusal.value)
    assert refusal.value.exit_code == 3


PAGES = Path(__file__).parents[2] / "notebooks"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        pytest.param("period", "fortnight", "one of day, week, month, quarter, year", id="period"),
        pytest.param("period", "Month", "one of day, week", id="written otherwise"),
        pytest.param("period", "", "one of day, week", id="no period"),
        pytest.param("neighbours", "4,0", "from 1 to 1000", id="a number of topics in a list"),
        pytest.param("n_topics", "1001", "from 1 to 1000", id="more topics than allowed"),
        pytest.param("random_state", "-1", "from 0", id="no random state"),
    ],
)
def test_a_run_refuses_what_a_page_would_refuse_before_anything_is_read(
    tmp_path, name, value, words
):
    from stancebook.report.plan import plan_run

    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("Title\n\nText.", encoding="utf-8")
    with pytest.raises(ParameterError, match=words) as refusal:
        plan_run(articles, notebooks=PAGES, out=tmp_path, parameters={name: value}, from_text=True)
    assert refusal.value.exit_code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["articles"]


def test_every_period_that_is_counted_is_allowed_and_no_other():
    from stancebook.estimates.periods import PERIODS

    declaring = [
        page
        for page in PAGES.glob("[0-9]_*.ipynb")
        if "period" in (declared.name for declared in read_parameters(page))
    ]
    assert len(declaring) >= 4
    for page in declaring:
        for period in PERIODS:
            assert check_parameters(page, {"period": period}).period == period
        with pytest.raises(ParameterError, match=f"one of {', '.join(PERIODS)}, got"):
            check_parameters(page, {"period": "fortnight"})


def test_a_closed_list_of_a_notebook_of_its_own_is_what_it_says():
    cell = "period: 'Literal[\"term\", \"session\"]' = 'term'"
    assert check_values(parse_parameters(cell), {"period": "session"}).period == "session"


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("x = 1", id="no type"),
        pytest.param("x: int", id="no default"),
        pytest.param("x: complex = 1j", id="unknown type"),
        pytest.param("x: int = f()", id="computed default"),
        pytest.param("x: int = 'a'", id="default of another type"),
        pytest.param("x: int = 1\nx: int = 2", id="declared twice"),
        pytest.param("x: int = ", id="no Python"),
        pytest.param("x: '__import__(\"os\")' = 1", id="code as a type"),
        pytest.param("for x in (): pass", id="a loop"),
    ],
)
def test_a_declaration_that_cannot_be_kept_is_refused(cell):
    with pytest.raises(ParameterError):
        parse_parameters(cell)


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        ("int", "007", 7),
        ("str", "007", "007"),
        ("str", "no", "no"),
        ("float", "1e-3", 0.001),
        ("bool", "Yes", True),
        ("date", "2024-01-31", datetime.date(2024, 1, 31)),
        ("list[str]", "BBC, El País", ["BBC", "El País"]),
        ("list[int]", "1,2", [1, 2]),
        ("list[int]", "[1, 2]", [1, 2]),
        ("list[int]", "[]", []),
        ("Optional[int]", "none", None),
        ("int | None", "4", 4),
    ],
)
def test_words_of_a_command_line_are_read_as_the_declared_type(type_, text, value):
    default = {"int": 0, "float": 0.0, "bool": False, "str": "", "date": None}.get(type_)
    declared = parse_parameters(f"x: '{type_}' = {default!r}")
    assert check_values(declared, {"x": text}, from_text=True).x == value


@pytest.mark.parametrize("text", ["seven", "7.5", "", "0x7"])
def test_words_that_are_no_number_are_refused(text):
    with pytest.raises(ParameterError):
        check_values(parse_parameters("x: int = 1"), {"x": text}, from_text=True)


def test_inside_a_kernel_the_injected_cell_is_checked():
    assert notebook_parameters(ran(DECLARED)).min_confidence == 0.9
    namespace = ran(DECLARED, "# Parameters\nmin_confidence = 0.5\n")
    assert notebook_parameters(namespace).min_confidence == 0.5
    with pytest.raises(ParameterError, match="did you mean 'min_confidence'"):
        notebook_parameters(ran(DECLARED, "# Parameters\nmin_confidense = 0.5\n"))
    with pytest.raises(ParameterError, match="a number"):
        notebook_parameters(ran(DECLARED, "# Parameters\nmin_confidence = 'high'\n"))


def test_inside_a_kernel_values_typed_by_hand_are_checked():
    with pytest.raises(ParameterError, match="n_topics"):
        notebook_parameters(ran(DECLARED.replace("= None", "= 'many'")))


def test_a_cell_run_again_counts_by_its_last_run():
    other = "min_confidence: float = 0.1"
    namespace = ran(DECLARED, CHECK.replace("params", "1 #"), "x = 5\nprint", other)
    assert notebook_parameters(namespace).min_confidence == 0.1


def test_parameters_injected_above_an_untagged_declaration_are_refused():
    with pytest.raises(ParameterError, match="give the cell .* the tag"):
        notebook_parameters(ran("# Parameters\nmin_confidence = 0.5\n", DECLARED))
    with pytest.raises(ParameterError, match="give the cell .* the tag"):
        notebook_parameters(ran("min_confidence = 0.5", DECLARED))


def test_outside_a_notebook_the_check_refuses():
    with pytest.raises(ParameterError, match="from its top"):
        notebook_parameters({})


def test_the_given_values_stay_readable_and_free_of_folders():
    assert repr(notebook_parameters(ran(DECLARED))).splitlines()[0] == "articles = 'seeds'"


def test_two_tagged_cells_or_no_notebook_are_refused(tmp_path, write_notebook):
    path = write_notebook("a: int = 1", "b: int = 2")
    path.write_text(
        path.read_text().replace(
            '"metadata": {},\n   "exec', '"metadata": {"tags": ["parameters"]},\n   "exec'
        )
    )
    with pytest.raises(ParameterError, match="2 cells"):
        read_parameters(path)
    path.write_text("not JSON")
    with pytest.raises(InputError, match="expected a notebook"):
        read_parameters(path)
    with pytest.raises(InputError):
        read_parameters(tmp_path / "missing.ipynb")


def test_relative_paths_are_found_from_the_notebooks_folder_and_from_a_copy(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_path("seeds") == Path("seeds")
    monkeypatch.chdir(tmp_path / "notebooks")
    assert find_path("seeds") == Path("../seeds")
    assert find_path("seeds/*.txt") == Path("../seeds/*.txt")
    assert find_path("nowhere") == Path("nowhere")
    elsewhere = tmp_path.parent / f"{tmp_path.name}-staging"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("STANCEBOOK_HOME", str(tmp_path))
    assert find_path("seeds") == tmp_path / "seeds"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        pytest.param({"min_confidense": 0.5}, "did you mean 'min_confidence'", id="unknown name"),
        pytest.param({"min_confidence": "high"}, "must be a number", id="wrong type"),
        pytest.param({"min_confidence": 0.25, "since": "2024-05-01"}, None, id="valid"),
    ],
)
def test_the_check_holds_under_bare_papermill(tmp_path, values, words):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import papermill

        run = lambda: papermill.execute_notebook(  # noqa: E731
            EXAMPLE, tmp_path / "out.ipynb", values, progress_bar=False, kernel_name="python3"
        )
        if words is None:
            executed = run()
            assert "(0.25, datetime.date(2024, 5, 1))" in str(executed.cells[-1].outputs)
        else:
            with pytest.raises(
                papermill.PapermillExecutionError, match="ParameterError"
            ) as refusal:
                run()
            assert words in str(refusal.value)


def test_a_run_without_a_codebook_takes_none_from_the_notebooks(tmp_path):
    """Their default is the codebook of the seed, which belongs to another study."""
    from stancebook.report.plan import plan_run

    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "one.txt").write_text("A title\n\nA text of a few words.\n")
    notebooks = Path(__file__).parents[2] / "notebooks"
    plan = plan_run(str(tmp_path / "news"), notebooks=notebooks, out=tmp_path / "out")
    assert len(plan.values) == 5
    assert all(own["codebook"] is None for own in plan.values.values())
