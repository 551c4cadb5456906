"""Files as readers see them: a name to show, a beginning to recognise, bytes within limits."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ..errors import InputError
from . import limits
from .decoding import Decoded, decode

HEAD = 64 * 1024
"""Bytes of a file's beginning that decide what it is."""


def _open_gzip(stream: BinaryIO) -> BinaryIO:
    import gzip

    return gzip.GzipFile(fileobj=stream)  # type: ignore[return-value]


def _open_bzip2(stream: BinaryIO) -> BinaryIO:
    import bz2

    return bz2.BZ2File(stream)  # type: ignore[return-value]


def _open_xz(stream: BinaryIO) -> BinaryIO:
    import lzma

    return lzma.LZMAFile(stream, format=lzma.FORMAT_AUTO)  # type: ignore[return-value]


PACKED: dict[bytes, tuple[str, Callable[[BinaryIO], BinaryIO]]] = {
    b"\x1f\x8b\x08": (".gz", _open_gzip),
    b"BZh": (".bz2", _open_bzip2),
    b"\xfd7zXZ\x00": (".xz", _open_xz),
}
"""Single-file packers by the bytes they begin with."""


@dataclass
class SourceFile:
    """One file, on disk or in an archive.

    Parameters
    ----------
    name : str
        As shown in the intake: the path as found, with ``/`` between folders and ``!/`` before
        the path inside an archive.
    path : Path or None
        Where it lies on disk.
    data : bytes or None
        Its content where it does not lie on disk.
    nesting : int
        How many archives it lies in.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    nesting: int = 0
    _head: bytes | None = field(default=None, repr=False)

    @property
    def suffix(self) -> str:
        """Last suffix in lower case, ``.csv`` for ``a.csv.gz``."""
        path = PurePosixPath(self.name.lower())
        if path.suffix in (".gz", ".bz2", ".xz"):
            path = path.with_suffix("")
        return path.suffix

    @property
    def stem(self) -> str:
        """File name without folders and suffix."""
        return PurePosixPath(self.name).stem

    @property
    def head(self) -> bytes:
        """The first 64 KB, unpacked."""
        if self._head is None:
            with self.open() as stream:
                self._head = stream.read(HEAD)
        return self._head

    @contextmanager
    def open(self):
        """Open for reading, unpacked; raises InputError where the file cannot be opened."""
        raw = self._open_raw()
        try:
            start = raw.read(6)
            raw.seek(0)
            for magic, (_, opener) in PACKED.items():
                if start.startswith(magic):
                    yield _Unpacking(opener(raw), raw, self.name)
                    return
            yield raw
        except (EOFError, zlib.error, OSError) as error:
            raise InputError(_trouble(error)) from None
        except Exception as error:
            if type(error).__name__ in ("LZMAError", "BadGzipFile"):
                raise InputError(_trouble(error)) from None
            raise
        finally:
            raw.close()

    @contextmanager
    def open_seekable(self):
        """Open as :meth:`open` does; what is packed is unpacked whole, so that one can go back."""
        with self.open() as stream:
            if not isinstance(stream, _Unpacking):
                yield stream
                return
        yield io.BytesIO(self.read_bytes())

    def _open_raw(self) -> BinaryIO:
        if self.data is not None:
            return io.BytesIO(self.data)
        try:
            return open(self.path, "rb")  # noqa: PTH123 - closed by `open`
        except OSError as error:
            raise InputError(_trouble(error)) from None

    def read_bytes(self, limit: int | None = None) -> bytes:
        """Read the whole file, unpacked.

        Parameters
        ----------
        limit : int or None
            Most bytes; :data:`stancebook.articles.limits.MAX_FILE` where None.

        Raises
        ------
        InputError
            Where the file is larger, cannot be read, or changed in the meantime.
        """
        limit = limits.MAX_FILE if limit is None else limit
        before = self.state()
        with self.open() as stream:
            data = read_up_to(stream, limit + 1)
        if len(data) > limit:
            raise InputError(f"larger than {limit // limits.MEGABYTE} MB, the limit for its kind")
        if self.state() != before:
            raise InputError("changed while it was read; run again when nothing writes to it")
        return data

    def read_text(self, declared: str = "", *, limit: int | None = None) -> Decoded:
        """Read and decode the whole file, see :func:`stancebook.articles.decoding.decode`."""
        return decode(self.read_bytes(limit), declared)

    def state(self) -> tuple[int, int, int] | None:
        """Size, time of change and place on disk: differ where the file was written to."""
        if self.path is None:
            return None
        try:
            status = os.stat(self.path)  # noqa: PTH116
        except OSError as error:
            raise InputError(_trouble(error)) from None
        return status.st_size, status.st_mtime_ns, status.st_ino


def _trouble(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, FileNotFoundError):
        return "it is no longer there"
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"damaged or unreadable: {words}"


def read_up_to(stream: BinaryIO, limit: int) -> bytes:
    """Read at most ``limit`` bytes, also from streams that give fewer than asked for."""
    parts, left = [], limit
    while left > 0 and (part := stream.read(min(left, limits.MEGABYTE))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


class _Unpacking(io.RawIOBase):
    """A packed stream that refuses to explode."""

    def __init__(self, unpacked: BinaryIO, packed: BinaryIO, name: str) -> None:
        self._unpacked, self._packed = unpacked, packed
        self._total = 0
        self._damage: Exception | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:  # type: ignore[override]
        """Return so many bytes, or what stands before the end or before damage."""
        parts, left = [], limits.MAX_FILE + 1 if size is None or size < 0 else size
        if self._damage is not None:
            raise self._damage
        try:
            while left > 0 and (part := self._unpacked.read1(min(left, limits.MEGABYTE))):
                parts.append(part)
                left -= len(part)
        except Exception as error:
            if not parts:
                raise
            # Whoever reads on comes to it, and says so.
            self._damage = error
        return self._count(b"".join(parts))

    def readline(self, size: int = -1) -> bytes:  # type: ignore[override]
        return self._count(self._unpacked.readline(size))

    def readinto(self, buffer) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _count(self, data: bytes) -> bytes:
        self._total += len(data)
        check_ratio(self._total, max(self._packed.tell(), 1))
        return data


def check_ratio(unpacked: int, packed: int) -> None:
    """Refuse what unpacks to far more than text ever does.

    Raises
    ------
    InputError
        Names the ratio, the total and the limit.
    """
    if unpacked > limits.MAX_UNPACKED:
        raise InputError(
            f"unpacks to more than {limits.MAX_UNPACKED // limits.MEGABYTE} MB, the limit"
        )
    if unpacked > limits.RATIO_FROM and unpacked > packed * limits.MAX_RATIO:
        raise InputError(
            f"unpacks to {unpacked // packed} times its size: refused as an archive that explodes "
            f"(limit {limits.MAX_RATIO})"
        )
