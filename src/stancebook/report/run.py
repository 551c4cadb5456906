"""Run: articles and notebooks become a report, whole or not at all.

Validate, analyse once, execute the notebooks, write the tables and pages, put the run in its place
by one rename, and replace the front page last. The last good report stays until then.
"""

from __future__ import annotations

import contextlib
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stancebook.errors import (
    AlreadyRunningError,
    InputError,
    ParameterError,
    StancebookError,
    TimeLimitError,
)

from . import manifest as manifests
from .engine import EXIT_CODES, Execution
from .fingerprints import WORDS, describe_inputs, explain_change, run_key, versions
from .folders import (
    FRONT_PAGE,
    MANIFEST,
    SHOWN,
    keep_failed,
    keep_runs,
    new_staging,
    now,
    publish,
    read_json,
    remove_tree,
    report_lock,
    run_name,
    show_run,
    shown_run,
)
from .plan import Plan, plan_run
from .progress import Progress
from .signals import Stopped, stopping


@dataclass(frozen=True)
class RunResult:
    """How a run ended.

    Attributes
    ----------
    status : str
        A word of :data:`stancebook.report.engine.EXIT_CODES`.
    exit_code : int
        0 where the report is done or was up to date.
    folder : Path
        The run; under ``failed/`` where it did not end well.
    front_page : Path or None
        The page to open; the last good one where this run failed, None where there is none yet.
    message : str
        One line: what was done, or what went wrong and where its traceback is.
    manifest : dict
        What stands in ``run.json``.
    """

    status: str
    exit_code: int
    folder: Path
    front_page: Path | None
    message: str
    manifest: dict = field(repr=False, default_factory=dict)


def run_report(
    articles: str | Path,
    *,
    codebook: str | Path | None = None,
    outlets: str | Path | None = None,
    name: str | None = None,
    out: str | Path = "reports",
    notebooks: str | Path | None = None,
    only: Sequence[str] = (),
    parameters: Mapping[str, object] | None = None,
    from_text: bool = False,
    jobs: int | None = None,
    if_changed: bool = False,
    keep: int | None = None,
    cell_limit: float | None = 3600.0,
    time_limit: float | None = None,
    wait: float = 0.0,
    progress: Progress | None = None,
) -> RunResult:
    """Make a report from articles.

    Parameters
    ----------
    articles : path
        A file, a folder or a glob.
    codebook : path, optional
        YAML file; ``codebook.yml`` in the folder of articles where there is one, else proposed.
    outlets : path, optional
        More aliases of outlets; ``outlets.yml`` in the folder of articles where there is one.
    name : str, optional
        The report's name; taken from the input otherwise.
    out : path
        Folder of reports.
    notebooks : path, optional
        Folder of the page notebooks.
    only : sequence of str
        Execute only these: ``3_stance`` or ``stance``.
    parameters : mapping, optional
        Values for the notebooks' parameters; each notebook gets those that it declares.
    from_text : bool
        The values are words of a command line.
    jobs : int, optional
        Notebooks, and processes of the analysis, at a time. Otherwise one process, and as many
        notebooks as there are processors, and memory for.
    if_changed : bool
        Do nothing where neither input nor code, parameters or versions changed; where only the
        notebooks' prose did, take over the outputs.
    keep : int, optional
        Remove all but so many of the newest runs.
    cell_limit, time_limit : float, optional
        Most seconds for one cell and for the whole run.
    wait : float
        Most seconds to wait for another run of the same report.
    progress : Progress, optional
        Says how far it is; silent otherwise.

    Returns
    -------
    RunResult
        However the run ended, once it had begun.

    Raises
    ------
    InputError, ParameterError, AlreadyRunningError
        The run was refused; nothing was changed.
    """
    progress = progress or Progress(quiet=True)
    plan = plan_run(
        articles,
        codebook=codebook,
        outlets=outlets,
        name=name,
        out=out,
        notebooks=notebooks,
        only=only,
        parameters=parameters,
        from_text=from_text,
    )
    with report_lock(plan.folder, wait=wait):
        run = _Run(plan, progress, jobs=jobs, cell_limit=cell_limit, time_limit=time_limit)
        if if_changed and run.previous and not run.reasons:
            result = run.up_to_date()
        else:
            if run.previous and run.reasons:
                progress.say(f"changed since {run.previous.name}: {'; '.join(run.reasons)}")
                run.only_prose = if_changed and run.reasons == [WORDS["prose"]]
            result = run.carry_out()
        if keep is not None and result.exit_code == 0:
            keep_runs(plan.folder, keep, always=result.folder)
    return result


class _Run:
    """One run on its way."""

    def __init__(
        self,
        plan: Plan,
        progress: Progress,
        *,
        jobs: int | None,
        cell_limit: float | None,
        time_limit: float | None,
    ) -> None:
        self.plan, self.progress = plan, progress
        self.jobs, self.cell_limit, self.time_limit = jobs, cell_limit, time_limit
        self.previous = shown_run(plan.folder)
        before = read_json(self.previous / MANIFEST) if self.previous else {}
        inputs = describe_inputs(plan.files, known=before.get("inputs", []))
        self.manifest: dict[str, object] = {
            "format": manifests.FORMAT,
            "name": plan.name,
            "run": "",
            "status": "",
            "exit_code": 0,
            "message": "",
            "started": "",
            "finished": "",
            "articles": plan.articles,
            "inputs": inputs,
            "settings": plan.settings,
            "parameters": plan.parameters,
            "key": run_key(
                inputs=inputs,
                codebook=plan.codebook_hash(),
                outlets=plan.outlets_hash(),
                parameters=plan.parameters,
                notebooks=plan.notebooks,
                decisions=plan.decisions_hash(),
            ),
            "versions": versions(),
        }
        self.reasons = explain_change(before, self.manifest) if before else []
        if self.previous and read_json(plan.folder / SHOWN).get("run") != self.previous.name:
            self.reasons.append("the front page shows an older run")
        self.only_prose = False
        self.timings: dict[str, object] = {}

    def up_to_date(self) -> RunResult:
        """Say that nothing is to be done."""
        words = f"up to date: nothing changed since {self.previous.name}"
        page = self.plan.folder / FRONT_PAGE
        before = read_json(self.previous / MANIFEST)
        return RunResult("up to date", 0, self.previous, page, words, before)

    def carry_out(self) -> RunResult:
        """Run from the start to the front page, or to a record of what went wrong."""
        moment, folder = now(), self.plan.folder
        self.run = run_name(folder, moment)
        self.manifest |= {"run": self.run, "started": manifests.timestamp(moment)}
        self.staging = new_staging(folder, self.run)
        self.began = time.monotonic()
        self.deadline = self.began + self.time_limit if self.time_limit else None
        try:
            # The notebooks watch the deadline themselves; the alarm is for all other steps.
            with stopping(time_limit=self.time_limit or None, grace=1.0):
                executions = self._make()
        except Stopped as reason:
            return self._failed(reason.status, f"{reason.status} during {self._step()}")
        except (InputError, ParameterError, AlreadyRunningError):
            remove_tree(self.staging)
            raise
        except TimeLimitError as reason:
            return self._failed("time limit", f"{self._step()}: {reason}")
        except KeyboardInterrupt:
            self._failed("interrupted", f"interrupted during {self._step()}")
            raise
        except Exception as reason:
            (self.staging / "traceback.txt").write_text(traceback.format_exc(), encoding="utf-8")
            kind = "" if isinstance(reason, StancebookError) else f"{type(reason).__name__}: "
            words = " ".join(str(reason).split())[:300]
            return self._failed("failed", f"{self._step()}: {kind}{words}", "traceback.txt")
        bad = [execution for execution in executions if execution.status != "done"]
        if bad:
            return self._failed(bad[0].status, bad[0].message, f"notebooks/{bad[0].name}.ipynb")
        return self._finish()

    def _step(self) -> str:
        return self.progress.step or "the run"

    def _make(self) -> list[Execution]:
        """Carry out the steps up to the finished staging folder."""
        self._analyse()
        executions = self._execute()
        if all(execution.status == "done" for execution in executions):
            self._write()
        return executions

    def _analyse(self) -> None:
        with self._timed("analysis"):
            from stancebook import analyse, confidence_threshold, redact_texts, select_dates
            from stancebook.figures.describing import count_word

            self.whole = analyse(
                [str(path) for path in self.plan.files]
                if len(self.plan.files) > 1 and not Path(self.plan.articles).is_dir()
                else self.plan.articles,
                self._codebook(),
                to=self.plan.analysis_folder,
                **self._analysis_options(analyse),
            )
            self.analysis = select_dates(self.whole, **self.plan.dates())
            if self.plan.in_force("redact"):
                self.analysis = redact_texts(self.analysis)
            self.analysis.codebook.write(self.staging / manifests.CODEBOOK)
            self.manifest["codebook"] = manifests.describe_codebook(
                self.plan, self.analysis.codebook
            )
            for what in manifests.KEPT:
                if path := getattr(self.plan, what):
                    self.manifest[what] = manifests.keep_file(what, path, self.staging)
            self.manifest["random_state"] = self.plan.in_force("random_state") or 0
            given = self.plan.in_force("min_confidence")
            self.manifest["min_confidence"] = confidence_threshold(given)
            self.manifest["models"] = manifests.model_cards()
            number = len(self.analysis.articles)
            self._words = f"{number:,} {count_word(number, 'article')}"

    def _codebook(self) -> object:
        if self.plan.codebook is None:
            return None
        from stancebook import read_codebook

        return read_codebook(self.plan.codebook)

    def _analysis_options(self, analyse: object) -> dict[str, object]:
        """Hand on what the analysis takes of the notebooks' parameters."""
        import inspect

        known = inspect.signature(analyse).parameters
        asked = {name: self.plan.in_force(name) for name in ("n_topics", "random_state")}
        asked |= {what: getattr(self.plan, what) for what in manifests.KEPT}
        options = {name: value for name, value in asked.items() if value is not None}
        options |= {"jobs": self.jobs or 1, "progress": self.progress.update}
        return {name: value for name, value in options.items() if name in known}

    def _execute(self) -> list[Execution]:
        from .notebooks import execute_all, refresh_prose

        with self._timed("notebooks"):
            executions = (
                refresh_prose(self.plan, self.previous, self.staging) if self.only_prose else []
            )
            executions = executions or execute_all(
                self.plan,
                self.staging,
                jobs=self.jobs,
                cell_limit=self.cell_limit,
                deadline=self.deadline,
                progress=self.progress,
            )
            self.manifest["notebooks"] = {e.name: e.status for e in executions}
            self.timings["cells"] = {e.name: e.cells for e in executions}
            self._words = f"{len(executions)} {'kept' if self.only_prose else 'executed'}"
        return executions

    def _write(self) -> None:
        from .datasets import write_numbers, write_tables
        from .pages import render_front, render_pages

        with self._timed("tables"):
            self.manifest["counts"] = write_tables(self.analysis, self.staging / "tables")
            numbers = write_numbers(self.plan, self.whole, self.staging / "tables")
            self._words = f"{len(self.manifest['counts'])} written"
        with self._timed("pages"):
            # A page must not differ because the clock does: times are for the front page.
            timeless = {k: v for k, v in self.manifest.items() if k not in manifests.TIMES}
            given = {"previous": self.previous, "granularity": numbers}
            pages = render_pages(self.staging, self.analysis, timeless, **given)
            front = {**self.manifest, "status": "done"}
            self.front = render_front(self.analysis, front, previous=self.previous)
            self._words = f"{len(pages or ())} written"

    @contextlib.contextmanager
    def _timed(self, step: str):
        self.progress.start(step)
        self._words = ""
        began = time.monotonic()
        yield
        self.timings[step] = round(time.monotonic() - began, 3)
        self.progress.done(self._words)

    def _finish(self) -> RunResult:
        folder = self.plan.folder
        self.progress.start("publishing")
        self.manifest["outputs"] = manifests.describe_outputs(self.staging)
        self._close("done", "")
        place = folder / self.run
        publish(self.staging, place)
        show_run(folder, self.run, self.front)
        self.progress.step = ""
        for line in manifests.tell_codebook(self.manifest, place):
            self.progress.say(line)
        words = f"report {self.plan.name} is done"
        return RunResult("done", 0, place, folder / FRONT_PAGE, words, self.manifest)

    def _failed(self, status: str, message: str, detail: str = "") -> RunResult:
        folder = self.plan.folder
        self._close(status, message)
        place = keep_failed(self.staging, folder, self.run)
        if detail and (place / detail).is_file():
            message = f"{message}; see {(place / detail).as_posix()}"
        page = folder / FRONT_PAGE
        page = page if page.is_file() else None
        return RunResult(status, EXIT_CODES[status], place, page, message, self.manifest)

    def _close(self, status: str, message: str) -> None:
        self.timings["total"] = round(time.monotonic() - self.began, 3)
        self.manifest |= {
            "status": status,
            "exit_code": EXIT_CODES[status],
            "message": message,
            "finished": manifests.timestamp(now()),
            "timings": self.timings,
        }
        self.manifest["seal"] = manifests.seal(self.manifest)
        manifests.write_manifest(self.staging, self.manifest)
