"""Where the parts of an analysis are kept: in memory, or as Parquet files in a folder.

A part is one table of one batch. In a folder its name is ``KEY-CHECKSUM.parquet``: the key says
what went in, the checksum what the file must hold. Parts are written aside, synced and renamed,
so that a name never stands for half a file; whatever does not match its checksum is not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import tempfile
import uuid
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from ..errors import InputError, StancebookError
from ..tables import TABLES, make_table

WORK = ".work"
MANIFEST = "analysis.json"
_RUN, _BATCH = "run-", "batch-"
_CHECKSUM = 16


class MemoryStore:
    """Parts in a dictionary."""

    def __init__(self) -> None:
        self._parts: dict[tuple[str, str], pd.DataFrame] = {}

    def has(self, table: str, key: str) -> bool:
        """Say whether the part is there."""
        return (table, key) in self._parts

    def read(self, table: str, key: str) -> pd.DataFrame:
        """Return the part."""
        return self._parts[table, key]

    def write(self, table: str, key: str, part: pd.DataFrame) -> None:
        """Keep the part."""
        self._parts[table, key] = part

    def batches(self) -> Iterator[list[str]]:
        """Yield nothing: there is no earlier run."""
        yield from ()

    def aside(self) -> io.BytesIO:
        """Return a file for what must not stay in memory: here, in memory."""
        return io.BytesIO()


class FolderStore:
    """Parts as files in a folder; any number of processes may read and write at a time.

    Parameters
    ----------
    folder : path
        Created by :meth:`create`, not before.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)

    def create(self) -> list[Path]:
        """Create the folder where there is none, and see that it can be written to.

        Returns
        -------
        list of Path
            Folders that were not there before, innermost first.

        Raises
        ------
        InputError
            Where it is no folder, or cannot be created or written to.
        """
        probe = self.folder / WORK / f".probe-{uuid.uuid4().hex}"
        try:
            made = [path for path in (self.folder, *self.folder.parents) if not path.exists()]
            probe.parent.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"")
            probe.unlink()
            return made
        except OSError as error:
            raise InputError(
                f"cannot write to {self.folder}: {error.strerror or error}; "
                "give a folder that can be written to, with --to or to="
            ) from None

    def place(self, table: str) -> Path:
        """Return the folder of a table."""
        return self.folder / WORK / table[1:] if table.startswith("_") else self.folder / table

    def find(self, table: str, key: str) -> Path | None:
        """Return the whole file of a part, or None; damaged files are removed on the way."""
        for path in sorted(self.place(table).glob(f"{key}-*.parquet")):
            if _is_whole(path):
                return path
            path.unlink(missing_ok=True)
        return None

    def has(self, table: str, key: str) -> bool:
        """Say whether the part is there and whole."""
        return self.find(table, key) is not None

    def read(self, table: str, key: str) -> pd.DataFrame:
        """Return the part.

        Raises
        ------
        FileNotFoundError
            Where it is not there, or damaged.
        """
        path = self.find(table, key)
        if path is None:
            raise FileNotFoundError(f"{self.place(table)}/{key}")
        return read_part(path, table)

    def write(self, table: str, key: str, part: pd.DataFrame) -> None:
        """Write a part aside, sync it and give it its name.

        Raises
        ------
        StancebookError
            Where it cannot be written; nothing of it stays.
        """
        data = encode(part)
        path = self.place(table) / f"{key}-{checksum(data)}.parquet"
        if not path.exists() or not _is_whole(path):
            self.write_file(path, data)

    def write_file(self, path: Path, data: bytes) -> None:
        """Write a file whole or not at all."""
        aside = self.folder / WORK / "aside" / f"{os.getpid()}-{uuid.uuid4().hex}"
        try:
            aside.parent.mkdir(parents=True, exist_ok=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            with aside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
            _sync_folder(path.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)
            raise _unwritten(path, error) from None

    @contextlib.contextmanager
    def aside(self) -> Iterator[BinaryIO]:
        """Give a file for what must not stay in memory; it goes with the process.

        Raises
        ------
        StancebookError
            Where the disk is full.
        """
        place = self.folder / WORK / "aside"
        try:
            place.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=place) as file:
                yield file
        except OSError as error:
            raise _unwritten(place, error) from None

    def keys(self, table: str) -> dict[str, list[str]]:
        """Return the names of a table's files by their keys."""
        names: dict[str, list[str]] = {}
        for path in sorted(self.place(table).glob("*.parquet")):
            names.setdefault(path.stem.rpartition("-")[0], []).append(path.name)
        return names

    def batches(self) -> Iterator[list[str]]:
        """Yield the article ids of every batch that an earlier run has written."""
        for path in sorted(self.place("articles").glob("*.parquet")):
            if _is_whole(path):
                yield pd.read_parquet(path, columns=["article_id"])["article_id"].tolist()

    @contextlib.contextmanager
    def at_work(self) -> Iterator[None]:
        """Say that a process works in the folder, so that no other takes its parts away.

        Bad input leaves the folder as it was, unless something was found that took time.
        """
        made = self.create()
        with self.lock("finish", wait=True):
            own = self.lock(f"{_RUN}{uuid.uuid4().hex}", wait=True)
            own.__enter__()
        try:
            yield
        except InputError:
            with self.lock("finish", wait=True):
                if self.is_alone() and not any(self.place("attributions").glob("*.parquet")):
                    for place in (WORK, "articles", "passages", "intake"):
                        shutil.rmtree(self.folder / place, ignore_errors=True)
                    for folder in made:
                        with contextlib.suppress(OSError):
                            folder.rmdir()
            raise
        finally:
            own.__exit__(None, None, None)

    def is_alone(self) -> bool:
        """Say whether no other process works in the folder; the caller holds ``finish``."""
        active = 0
        for path in (self.folder / WORK / "locks").glob(f"{_RUN}*"):
            with self.lock(path.name, wait=False) as is_left_behind:
                active += not is_left_behind
            if is_left_behind:
                path.unlink(missing_ok=True)
        return active == 1

    def tidy(self, wanted: Mapping[str, Collection[str]]) -> None:
        """Remove every part that is not wanted and whatever interrupted runs left aside."""
        for table, names in wanted.items():
            for path in self.place(table).glob("*.parquet"):
                if path.name not in names:
                    path.unlink(missing_ok=True)
        shutil.rmtree(self.folder / WORK / "aside", ignore_errors=True)
        for path in (self.folder / WORK / "locks").glob(f"{_BATCH}*"):
            path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def lock(self, name: str, *, wait: bool) -> Iterator[bool]:
        """Hold a lock that ends with the process; yields False where another process holds it."""
        from filelock import FileLock, Timeout

        place = self.folder / WORK / "locks"
        place.mkdir(parents=True, exist_ok=True)
        lock = FileLock(place / name, timeout=-1 if wait else 0)
        try:
            lock.acquire()
        except Timeout:
            yield False
            return
        except OSError as error:
            raise StancebookError(f"cannot lock {place}: {error.strerror or error}") from None
        try:
            yield True
        finally:
            lock.release()


def _unwritten(path: Path, error: OSError) -> StancebookError:
    return StancebookError(
        f"cannot write {path}: {error.strerror or error}; what was finished is kept: "
        "make room or give leave to write, and run again"
    )


def checksum(data: bytes) -> str:
    """Return the checksum that stands in the name of a part."""
    return hashlib.blake2b(data, digest_size=_CHECKSUM // 2).hexdigest()


def _is_whole(path: Path) -> bool:
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return checksum(data) == path.stem.rpartition("-")[2]


def encode(part: pd.DataFrame) -> bytes:
    """Return a table as Parquet; equal tables give equal bytes."""
    stream = io.BytesIO()
    part.to_parquet(stream, index=False, compression="zstd")
    return stream.getvalue()


def read_part(path: Path, table: str) -> pd.DataFrame:
    """Read one file back as the table it was."""
    return as_table(pd.read_parquet(path), table)


def as_table(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Give a frame the types of its contract, and keep its further columns."""
    if table not in TABLES:
        return frame
    typed = make_table(frame, TABLES[table])
    further = [name for name in frame if name not in typed]
    return pd.concat([typed, frame[further].reset_index(drop=True)], axis=1) if further else typed


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
