"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from seminar_tui.rules.refusal import BadInput

_CODES = {
    errno.ENOSPC: "output_full",
    errno.EDQUOT: "output_full",
    errno.EFBIG: "output_full",
    errno.EACCES: "output_not_writable",
    errno.EPERM: "output_not_writable",
    errno.EROFS: "output_not_writable",
    errno.ENOENT: "output_no_folder",
    errno.ENOTDIR: "output_no_folder",
    errno.EISDIR: "output_is_folder",
    errno.ENAMETOOLONG: "output_name",
}


def write_whole(path: Path, content: bytes) -> int:
    """Write a file and return its length in bytes; until it is whole, the old one stays.

    The new file is written beside its place and moved there. Raises BadInput:
    output_no_folder, output_is_folder, output_not_writable, output_full, output_name,
    output_failed.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        _replace(path, content)
    except OSError as error:
        code = _CODES.get(error.errno or 0, "output_failed")
        raise BadInput(code, path=str(path), detail=error.strerror or "") from error
    except ValueError as error:  # A NUL in the name.
        raise BadInput("output_name", path=repr(str(path))) from error
    return len(content)


def _replace(path: Path, content: bytes) -> None:
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if path.exists() and not path.is_file():
        # A device or a pipe has no place beside it that could be moved over it.
        path.write_bytes(content)
        return
    handle, temporary = tempfile.mkstemp(prefix=".seminar-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current
