"""The small corpus of :mod:`small_corpus` and its codebook."""

import pytest
from small_corpus import write_articles

from stancebook.codebook import Codebook


@pytest.fixture(scope="session")
def articles():
    return write_articles(40)


@pytest.fixture(scope="session")
def codebook():
    return Codebook.from_dict({"concepts": [{"id": "ban", "name": "the ban"}]})
