"""A small corpus of invented articles, and how two analyses are compared."""

import pandas as pd
from pandas.testing import assert_frame_equal

from stancebook.analysis.result import TABLE_NAMES

PEOPLE = ["Ana Ruiz", "Bo Lind", "Cara Voss", "Dan Okafor", "Eva Horn"]
SAYS = ["said she opposes", "welcomed", "voted against", "called for", "rejected", "defended"]


def write_articles(count):
    rows = []
    for number in range(count):
        name, other = PEOPLE[number % 5], PEOPLE[(number + 2) % 5]
        rows.append(
            {
                "article_id": f"article-{number:04}",
                "title": f"{name} speaks on the ban",
                "text": f"{name} {SAYS[number % 6]} the ban on Monday in town {number}.\n\n"
                f"“It is the right time,” added {other}, a senator. The ban comes before "
                f"parliament {number} times.",
                "language": "en",
                "source": ["The Gaze", "Daily Post"][number % 2],
                "published": pd.Timestamp("2024-01-01") + pd.Timedelta(days=number),
            }
        )
    return pd.DataFrame(rows)


def assert_same(found, expected):
    for name in TABLE_NAMES:
        if name != "intake":  # it tells the order of the files
            assert_frame_equal(getattr(found, name), getattr(expected, name))
