"""Errors: one family, so that a caller can catch all that stancebook refuses.

Every message is one or two lines and says what was expected, what came, and what to do.
The exit codes are those of the command line (``stancebook --help``).
"""


class StancebookError(Exception):
    """Root of the family; a step failed for a reason that the message tells."""

    exit_code = 1


class InputError(StancebookError):
    """Input that cannot be used: no articles, an unknown file, a wrong option."""

    exit_code = 2


class TableError(InputError):
    """A table that does not keep its contract (see :mod:`stancebook.tables`)."""


class CodebookError(InputError):
    """A codebook that cannot be read or contradicts itself."""


class ParameterError(StancebookError):
    """A notebook parameter that does not exist or has a wrong type."""

    exit_code = 3


class TimeLimitError(StancebookError):
    """A cell or a run took longer than its limit."""

    exit_code = 4


class AlreadyRunningError(StancebookError):
    """Another run of the same report or analysis holds the lock."""

    exit_code = 75
