"""One run of the chain over the articles of a corpus, batch by batch."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import nsmallest

import pandas as pd

from ..actors import ActorMerge, ArticleMentions
from ..articles import Corpus
from ..attributions.languages import count_not_read, is_read, warn_of_languages
from ..errors import StancebookError
from ..tables import TOPICS, make_table, stable_id
from . import corpus
from .batches import Batch, split_batches
from .chain import STEPS, Step, part_key, run_step
from .engines import run_batches
from .gathering import Gathering
from .progress import Progress
from .store import FolderStore, MemoryStore

_LINES_OF_INTAKE = 4_096
"""Lines of the intake in one part."""


def run_batch_steps(
    steps: list[str], frames: dict[str, pd.DataFrame], codebook: object
) -> dict[str, pd.DataFrame]:
    """Run steps on one batch in memory and return the tables they write."""
    known = dict(frames)
    for name in steps:
        known.update(run_step(STEPS[name], known, codebook))
    return {table: known[table] for name in steps for table in STEPS[name].writes}


def finish_batch(
    store: FolderStore, steps: list[str], keys: dict[str, str], codebook: object
) -> bool:
    """Run what is missing of some steps on one batch of a folder.

    Returns
    -------
    bool
        False where another process is at it.
    """
    missing = [step for step in map(STEPS.get, steps) if not _is_done(store, step, keys)]
    if not missing:
        return True
    with store.lock(f"batch-{stable_id(*steps, *sorted(keys.values()))}", wait=False) as mine:
        if not mine:
            return False
        frames: dict[str, pd.DataFrame] = {}
        for step in missing:
            if _is_done(store, step, keys):
                continue
            for table in step.reads:
                if table not in frames:
                    frames[table] = store.read(table, keys[table])
            frames.update(run_step(step, frames, codebook))
            for table in step.writes:
                store.write(table, keys[table], frames[table])
    return True


def _is_done(store: FolderStore, step: Step, keys: dict[str, str]) -> bool:
    return all(store.has(table, keys[table]) for table in step.writes)


class Run:
    """Carries the chain from articles to topics.

    Parameters
    ----------
    store : MemoryStore or FolderStore
        Where the parts are.
    jobs, scheduler
        See :func:`stancebook.analysis.engines.run_batches`.
    """

    def __init__(
        self,
        store: MemoryStore | FolderStore,
        *,
        jobs: int | str,
        scheduler: str | None,
    ) -> None:
        self.store = store
        self.jobs = jobs
        self.scheduler = scheduler
        self.progress = Progress(False, 0)
        self.batches: list[Batch] = []
        self.intake: list[str] = []
        self.single: dict[str, str] = {}

    def take_in(self, parts: Iterable[Corpus], *, sample: int = 0) -> pd.DataFrame:
        """Read all articles and write them in batches: those that the folder knows come first.

        Parameters
        ----------
        parts : iterable of Corpus
            See :func:`stancebook.articles.read_batches`.
        sample : int
            Articles to return.

        Returns
        -------
        DataFrame
            At most so many articles, a sample without regard to content.
        """
        with self.store.aside() as texts, self.store.aside() as sets:
            gathering = Gathering(texts, sets)
            lines: list[pd.DataFrame] = []
            not_read: Counter = Counter()
            for part in parts:
                gathering.add(part.articles)
                not_read += count_not_read(part.articles)
                lines.append(part.intake)
                if sum(map(len, lines)) >= _LINES_OF_INTAKE:
                    self._keep_intake(lines)
                    lines = []
            if lines:
                self._keep_intake(lines)
            ids = gathering.settle()
            warn_of_languages(not_read, len(ids))
            for own in split_batches(ids, self.store.batches()):
                text, key = gathering.keys(own)
                if not self.store.has("articles", key):
                    self.store.write("articles", key, gathering.articles(own))
                # What is found in an article does not depend on its story.
                self.batches.append(Batch({"articles": key, "_text": text}, len(own)))
            return gathering.articles(nsmallest(sample, ids, key=stable_id))

    def _keep_intake(self, lines: list[pd.DataFrame]) -> None:
        part = pd.concat(lines, ignore_index=True)
        self.intake.append(corpus.content_key(part))
        if not self.store.has("intake", self.intake[-1]):
            self.store.write("intake", self.intake[-1], part)

    def run_steps(self, names: list[str], codebook: object) -> None:
        """Run steps of scope ``article`` on every batch."""
        for batch in self.batches:
            for name in names:
                step = STEPS[name]
                reads = tuple(
                    batch.keys["_text" if table == "articles" else table] for table in step.reads
                )
                for table in step.writes:
                    batch.keys[table] = part_key(step, table, reads, codebook)
        if isinstance(self.store, MemoryStore):
            self._run_in_memory(names, codebook)
        else:
            self._run_in_folder(names, codebook)

    def _run_in_memory(self, names: list[str], codebook: object) -> None:
        reads = {table for name in names for table in STEPS[name].reads}
        reads -= {table for name in names for table in STEPS[name].writes}
        tasks = (
            (number, names, {table: self._read(table, batch) for table in reads}, codebook)
            for number, batch in enumerate(self.batches)
        )
        engine = {"jobs": self.jobs, "scheduler": self.scheduler}
        for number, frames in run_batches(_run_numbered, tasks, **engine):
            for table, frame in frames.items():
                self.store.write(table, self.batches[number].keys[table], frame)
            self.progress.advance()

    def _run_in_folder(self, names: list[str], codebook: object) -> None:
        waiting = list(range(len(self.batches)))
        engine = {"jobs": self.jobs, "scheduler": self.scheduler}
        while waiting:
            tasks = [
                (number, self.store.folder, names, self.batches[number].keys, codebook)
                for number in waiting
            ]
            busy = []
            for number, is_done in run_batches(_finish_numbered, tasks, **engine):
                if is_done:
                    self.progress.advance()
                else:
                    busy.append(number)
            waiting = sorted(busy)
            if waiting:  # another process is at them: look again soon
                time.sleep(0.2)

    def _read(self, table: str, batch: Batch) -> pd.DataFrame:
        try:
            return self.store.read(table, batch.keys[table])
        except FileNotFoundError as error:
            raise StancebookError(
                f"{error.args[0]}: was there and is gone or damaged; "
                "run again, what is missing is made anew"
            ) from None

    def parts(self, table: str) -> Iterator[pd.DataFrame]:
        """Yield the parts of a table, by batch."""
        return (self._read(table, batch) for batch in self.batches)

    def merge_actors(self, codebook: object) -> None:
        """Join the actors of all articles and write each batch's mentions."""
        step = STEPS["actors"]
        reads = sorted(batch.keys[table] for batch in self.batches for table in step.reads)
        key = part_key(step, "actors", tuple(reads), codebook)
        self.single |= {"actors": key, "_batch_mentions": key}
        with self._alone("actors"):
            if not self._knows_mentions(key):
                self._merge_actors(key, codebook)
        self.progress.advance()

    def _knows_mentions(self, key: str) -> bool:
        """Take the keys of the batches' mentions from an earlier run, where all are there."""
        if not (self.store.has("actors", key) and self.store.has("_batch_mentions", key)):
            return False
        known = self.store.read("_batch_mentions", key)
        keys = dict(zip(known["batch"], known["key"], strict=True))
        for batch in self.batches:
            batch.keys["mentions"] = keys.get(batch.keys["_text"], "")
        return all(self.store.has("mentions", batch.keys["mentions"]) for batch in self.batches)

    def _merge_actors(self, key: str, codebook: object) -> None:
        merging = ActorMerge()
        for found in self._found_mentions():
            merging.add(found)
        merging.settle()
        for batch, found in zip(self.batches, self._found_mentions(), strict=True):
            part = merging.resolve(found)
            batch.keys["mentions"] = corpus.content_key(part)
            if not self.store.has("mentions", batch.keys["mentions"]):
                self.store.write("mentions", batch.keys["mentions"], part)
        # Sorted: what an earlier run left behind decides the order of the batches.
        rows = sorted((batch.keys["_text"], batch.keys["mentions"]) for batch in self.batches)
        self.store.write("_batch_mentions", key, pd.DataFrame(rows, columns=["batch", "key"]))
        self.store.write("actors", key, merging.actors(codebook))

    def _found_mentions(self) -> Iterator[ArticleMentions]:
        for batch in self.batches:
            tables = (self._read(table, batch) for table in ("_mentions", "_entities"))
            rows = (list(table.itertuples(index=False, name=None)) for table in tables)
            yield ArticleMentions(*rows)

    def find_topics(self, n_topics: int | None, random_state: int) -> None:
        """Find the topics of the articles that are read and write each batch's weights.

        A topic of another language tells nothing but the language; where no article is read, the
        topics are sought in all.
        """
        step = STEPS["topics"]
        reads = tuple(sorted(batch.keys[table] for batch in self.batches for table in step.reads))
        key = part_key(step, "topics", (*reads, str(n_topics), str(random_state)), None)
        self.single["topics"] = key
        tables = step.writes[1:]
        for batch in self.batches:
            for table in tables:
                reads = (batch.keys[read] for read in step.reads)
                batch.keys[table] = stable_id(key, table, *reads)
        with self._alone("topics"):
            weighed = [self.store.has(t, batch.keys[t]) for batch in self.batches for t in tables]
            if not (self.store.has("topics", key) and all(weighed)):
                left_out = self._not_read()
                model = corpus.fit_topics(
                    self._topic_passages(left_out), n_topics=n_topics, random_state=random_state
                )
                sought = self._topic_passages(left_out)
                for batch, passages in zip(self.batches, sought, strict=True):
                    for table, part in corpus.weigh_batch(passages, model).items():
                        self.store.write(table, batch.keys[table], part)
                topics = make_table([], TOPICS) if model is None else model.topics_
                self.store.write("topics", key, topics)
        self.progress.advance()

    def _not_read(self) -> list[list[str]]:
        """Return by batch the articles whose language is not read; none where all are such."""
        left_out, is_any = [], False
        for articles in self.parts("articles"):
            read = is_read(articles)
            is_any |= bool(read.any())
            left_out.append(articles.loc[~read, "article_id"].tolist())
        return left_out if is_any else [[] for _ in left_out]

    def _topic_passages(self, left_out: list[list[str]]) -> Iterator[pd.DataFrame]:
        """Yield by batch the passages in which topics are sought."""
        for ids, passages in zip(left_out, self.parts("passages"), strict=True):
            yield passages[~passages["article_id"].isin(ids)] if ids else passages

    def _alone(self, name: str):
        """Let one process at a time do a step that looks across articles."""
        from contextlib import nullcontext

        if isinstance(self.store, MemoryStore):
            return nullcontext()
        return self.store.lock(name, wait=True)


def _run_numbered(number: int, *arguments: object) -> tuple[int, dict[str, pd.DataFrame]]:
    return number, run_batch_steps(*arguments)


def _finish_numbered(number: int, folder: object, *arguments: object) -> tuple[int, bool]:
    return number, finish_batch(FolderStore(folder), *arguments)
