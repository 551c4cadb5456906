"""The one place that runs the embedded neural models: ONNX Runtime on the CPU, nothing else.

A model is a folder with ``model.onnx``, ``tokenizer.json`` and ``model.json``. Nothing is
downloaded, and nothing is loaded before it is needed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .errors import InputError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODELS = Path(__file__).with_name("models")

Row = Mapping[str, np.ndarray]


class Tokens(NamedTuple):
    """The word pieces of one text.

    Attributes
    ----------
    ids : ndarray of int, shape (n_pieces,)
    offsets : ndarray of int, shape (n_pieces, 2)
        Characters of the original text, half-open, whatever the normaliser dropped; 0, 0 for
        marks that stand for no text.
    words : ndarray of int, shape (n_pieces,)
        Index of the word (run of letters or digits, or one punctuation mark); -1 for marks.
    sequence : ndarray of int, shape (n_pieces,)
        0 for the text, 1 for its partner where there is one; -1 for marks.
    """

    ids: np.ndarray
    offsets: np.ndarray
    words: np.ndarray
    sequence: np.ndarray


class Encoder:
    """One embedded model: its tokenizer and its network.

    Use :func:`load_encoder`, which keeps one per process. Copies sent to other processes load
    the model there.

    Parameters
    ----------
    folder : path
        Holds ``model.onnx`` and ``tokenizer.json``.
    threads : int
        Rows that run at the same time.

    Notes
    -----
    Each row runs by itself. With 8-bit weights the scale of the activations is set per run, so
    rows run together would change each other's results a little, and padding would cost time; a
    row alone is as fast on a CPU, since its pieces already make a large matrix.
    """

    def __init__(self, folder: Path | str, threads: int) -> None:
        self.folder = Path(folder)
        self.threads = threads
        self._tokenizer: Tokenizer | None = None
        self._session = None

    def __reduce__(self) -> tuple:
        """Send the name of the model, not the model, to another process."""
        return _load, (str(self.folder), self.threads, 0)

    @property
    def settings(self) -> dict:
        """What ``model.json`` says about the model; empty where there is none."""
        file = self.folder / "model.json"
        return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}

    @property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer, without truncation and padding; marks in a text are plain text to it."""
        if self._tokenizer is None:
            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # else it warns after a fork
            from tokenizers import Tokenizer

            self._tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
            self._tokenizer.no_truncation()
            self._tokenizer.no_padding()
            self._tokenizer.encode_special_tokens = True
        return self._tokenizer

    @property
    def session(self):
        """The ONNX Runtime session; one core per row, no busy waiting."""
        if self._session is None:
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                str(self.folder / "model.onnx"),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=["SkipLayerNormFusion"],  # slower than its two parts
            )
        return self._session

    def tokenize(
        self,
        texts: Sequence[str],
        partners: Sequence[str] | None = None,
        *,
        marks: bool = True,
    ) -> list[Tokens]:
        """Cut texts into word pieces with exact character offsets.

        Parameters
        ----------
        texts : sequence of str
        partners : sequence of str, optional
            A second text for each, read together with it.
        marks : bool
            Add the marks at the start and after each text.

        Returns
        -------
        list of Tokens
            One per text, of any length: the caller decides what to cut.
        """
        pairs = texts if partners is None else list(zip(texts, partners, strict=True))
        encodings = self.tokenizer.encode_batch(list(pairs), add_special_tokens=marks)
        return [
            Tokens(
                np.asarray(e.ids, dtype=np.int64),
                np.asarray(e.offsets, dtype=np.int64).reshape(-1, 2),
                np.asarray([-1 if w is None else w for w in e.word_ids], dtype=np.int64),
                np.asarray([-1 if s is None else s for s in e.sequence_ids], dtype=np.int64),
            )
            for e in encodings
        ]

    def run(
        self, rows: Iterable[Row], *, outputs: Sequence[str] | None = None
    ) -> Iterator[dict[str, np.ndarray]]:
        """Run the network on each row; results come in the order of the rows.

        Parameters
        ----------
        rows : iterable of mappings
            Name of an input to a vector (n_pieces,). All inputs of the model must be there.
        outputs : sequence of str, optional
            Which outputs to compute; all where not given.

        Yields
        ------
        dict of ndarray
            Name of an output to its values for the row, without the leading axis.

        Notes
        -----
        At most ``4 * threads`` rows are under way at a time, so memory does not grow with them.
        """
        names = list(outputs or (output.name for output in self.session.get_outputs()))

        def run_row(row: Row) -> dict[str, np.ndarray]:
            values = self.session.run(names, {k: np.asarray(v)[None] for k, v in row.items()})
            return {name: value[0] for name, value in zip(names, values, strict=True)}

        if self.threads == 1:
            yield from map(run_row, rows)
            return
        with ThreadPoolExecutor(self.threads) as pool:
            rows = iter(rows)
            waiting: list[Future] = [
                pool.submit(run_row, row) for row in islice(rows, 4 * self.threads)
            ]
            while waiting:
                result = waiting.pop(0).result()
                waiting += [pool.submit(run_row, row) for row in islice(rows, 1)]
                yield result


def default_threads() -> int:
    """Return how many rows run at the same time: STANCEBOOK_THREADS, OMP_NUM_THREADS, or cores.

    Raises
    ------
    InputError
        Where STANCEBOOK_THREADS is not a positive whole number.
    """
    wanted = os.environ.get("STANCEBOOK_THREADS")
    if wanted is not None:
        if not wanted.isdecimal() or int(wanted) < 1:
            raise InputError(f"STANCEBOOK_THREADS: expected a number from 1, got {wanted!r}")
        return int(wanted)
    limit = os.environ.get("OMP_NUM_THREADS", "")
    if limit.isdecimal() and int(limit) > 0:
        return int(limit)
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None
    return len(cores) if cores else os.cpu_count() or 1


def has_model(name: str) -> bool:
    """Say whether the weights of a shipped model are there."""
    return (MODELS / name / "model.onnx").exists()


def load_encoder(folder_or_name: Path | str, *, threads: int | None = None) -> Encoder:
    """Return the encoder of a model, loaded once per process.

    Parameters
    ----------
    folder_or_name : path or str
        A folder with a model, or the name of a shipped one, such as ``attribution``.
    threads : int, optional
        Rows that run at the same time; see :func:`default_threads`.

    Raises
    ------
    InputError
        Where there is no such model.

    Examples
    --------
    >>> load_encoder("no-such-model")
    Traceback (most recent call last):
    ...
    stancebook.errors.InputError: no model 'no-such-model': expected a folder with model.onnx...
    """
    folder = Path(folder_or_name)
    if not (folder / "model.onnx").exists():
        folder = MODELS / folder_or_name
    if not (folder / "model.onnx").exists():
        shipped = sorted(file.parent.name for file in MODELS.glob("*/model.onnx"))
        raise InputError(
            f"no model {str(folder_or_name)!r}: expected a folder with model.onnx, or one of the "
            f"shipped models {shipped}"
        )
    return _load(str(folder.resolve()), threads or default_threads(), os.getpid())


@lru_cache(maxsize=8)
def _load_once(folder: str, threads: int, process: int) -> Encoder:
    return Encoder(folder, threads)


def _load(folder: str, threads: int, process: int) -> Encoder:
    """Load per process: a session does not survive a fork."""
    return _load_once(folder, threads, process or os.getpid())
