"""Zip and tar: every file in them read by its own reader, in memory, within limits."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from ...errors import InputError
from .. import limits
from ..files import SourceFile, check_ratio, read_up_to
from ..finding import is_passed_over
from ..found import Finding, Findings, Inside, Refused
from ..packing import packed
from ..registry import choose_reader


def read(file: SourceFile) -> Findings:
    """Yield what the files of an archive hold: a zip by names, a tar as it is packed."""
    if file.nesting >= limits.MAX_NESTING:
        raise InputError(f"archives nested deeper than {limits.MAX_NESTING}: unpack them first")
    members = _zip_members if file.head.startswith(b"PK") else _tar_members
    for count, (packed_name, data) in enumerate(members(file)):
        name = packed_name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        if count >= limits.MAX_MEMBERS:
            raise InputError(f"more than {limits.MAX_MEMBERS:,} files in one archive")
        if isinstance(data, Refused):
            yield Inside(name, "", data)
        else:
            yield from _member_findings(SourceFile(name, data=data, nesting=file.nesting + 1))


def _member_findings(member: SourceFile) -> Iterator[Finding]:
    found, how = False, ""
    try:
        reader = choose_reader(member)
        how = reader.name
        for finding in packed(reader.read(member)):
            found = True
            if isinstance(finding, Inside):
                yield Inside(f"{member.name}!/{finding.name}", finding.format, finding.finding)
            else:
                yield Inside(member.name, how, finding)
        if not found:
            yield Inside(member.name, how, Refused("nothing in it that could be an article"))
    except InputError as error:
        yield Inside(member.name, how, Refused(str(error)))
    except Exception as error:
        yield Inside(member.name, how, Refused.because_of(error))


def _skipped(name: str) -> bool:
    return any(is_passed_over(part) for part in PurePosixPath(name).parts)


def _zip_members(file: SourceFile) -> Iterator[tuple[str, bytes | Refused]]:
    try:
        with file.open_seekable() as stream, zipfile.ZipFile(stream) as archive:
            infos = sorted(archive.infolist(), key=lambda info: info.filename)
            check_ratio(
                sum(i.file_size for i in infos), max(sum(i.compress_size for i in infos), 1)
            )
            seen: dict[str, int] = {}
            for info in infos:
                if info.is_dir() or _skipped(info.filename):
                    continue
                seen[info.filename] = seen.get(info.filename, 0) + 1
                copy = f"#{seen[info.filename]}" if seen[info.filename] > 1 else ""
                yield info.filename + copy, _zip_member(archive, info)
    except zipfile.BadZipFile as error:
        raise InputError(f"a damaged zip archive: {error}") from None


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | Refused:
    try:
        check_ratio(info.file_size, max(info.compress_size, 1))
        if info.file_size > limits.MAX_FILE:
            return Refused(f"larger than {limits.MAX_FILE // limits.MEGABYTE} MB unpacked")
        with archive.open(info) as stream:
            return read_up_to(stream, limits.MAX_FILE)
    except InputError as error:
        return Refused(str(error))
    except NotImplementedError as error:
        return Refused(f"packed in a way that is not read ({error}): unpack it first")
    except RuntimeError:
        return Refused("locked by a password: unpack it first")
    except Exception as error:
        return Refused(f"damaged in the archive: {str(error)[:100]}")


def _tar_members(file: SourceFile) -> Iterator[tuple[str, bytes | Refused]]:
    total = 0
    seen: dict[str, int] = {}
    try:
        with file.open() as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
            for info in archive:
                if info.isdir() or _skipped(info.name):
                    continue
                seen[info.name] = seen.get(info.name, 0) + 1
                name = info.name + (f"#{seen[info.name]}" if seen[info.name] > 1 else "")
                total += info.size
                if total > limits.MAX_UNPACKED:
                    raise InputError("unpacks to more than the limit")
                if not info.isfile():
                    yield name, Refused("a link or a device in the archive: not followed")
                elif info.size > limits.MAX_FILE:
                    yield name, Refused(f"larger than {limits.MAX_FILE // limits.MEGABYTE} MB")
                else:
                    yield name, read_up_to(archive.extractfile(info), limits.MAX_FILE)
    except tarfile.TarError as error:
        raise InputError(f"a damaged tar archive: {error}") from None
