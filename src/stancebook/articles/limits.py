"""Limits that keep one strange file from taking the whole run with it.

They are generous: an honest newspaper archive stays far below each. Beyond one, the file or the
document becomes a rejected line of the intake that names the limit.
"""

MEGABYTE = 1024 * 1024

MAX_FILE = 512 * MEGABYTE
"""Bytes of a file that must be read as a whole (a page, a DOCX, a PDF); tables are streamed."""

MAX_PAGE = 32 * MEGABYTE
"""Bytes of one HTML page, one mail or one XML document: parsers need many times that in memory."""

MAX_TEXT = 20_000_000
"""Characters of one article; the Bible has four million."""

MAX_LINE = 64 * MEGABYTE
"""Bytes of one line of a line-wise file, characters of one field of a table."""

MAX_RATIO = 250
"""Unpacked bytes per packed byte; newspaper text packs at 3 to 20."""

RATIO_FROM = 16 * MEGABYTE
"""Unpacked bytes below which the ratio is not asked: small files may pack well."""

MAX_UNPACKED = 64 * 1024 * MEGABYTE
"""Bytes that one archive may unpack to in all."""

MAX_MEMBERS = 2_000_000
"""Files in one archive."""

MAX_NESTING = 3
"""Archives in archives."""

MAX_DEPTH = 250
"""Elements in elements in one XML document."""

MAX_WAITING = 5_000
"""Articles held back until the file has shown the order of day and month in its dates."""
