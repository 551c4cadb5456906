"""Links follow the vectors, never leave the window, and keep every content once."""

import numpy as np

from stancebook.attributions.linking import link_spans
from stancebook.attributions.reader import Span

NO_BIAS = np.array([[0.0, 0.0, 0.0, 0.0]] * 2)


def span(kind, piece, *, window=0, link=(), quoted=0.0, in_title=False):
    vector = np.zeros(256, dtype=np.float32)
    for place in link:
        vector[place] = 20.0
    return Span(kind, piece, piece + 1, in_title, 0.9, quoted, window, piece, 0, vector)


def test_a_content_goes_to_the_cue_and_the_speaker_its_vector_points_at():
    spans = [
        span("speaker", 0, link=[64]),
        span("speaker", 2, link=[65]),
        span("cue", 4, link=[1, 192]),
        span("content", 5, link=[128]),
    ]
    (found,) = link_spans(spans, NO_BIAS)
    assert found.speakers[0].piece == 2
    assert found.cue.piece == 4


def test_parts_that_point_at_one_cue_are_one_attribution():
    spans = [
        span("content", 0, link=[128]),
        span("cue", 2, link=[192]),
        span("content", 4, link=[128]),
    ]
    (found,) = link_spans(spans, NO_BIAS)
    assert [part.piece for part in found.contents] == [0, 4]
    assert found.speakers == ()


def test_links_stay_in_their_window_and_in_the_title():
    for other in ({"window": 1}, {"in_title": True}):
        found = link_spans([span("cue", 0, link=[192]), span("content", 3, **other)], NO_BIAS)
        assert [attribution.cue for attribution in found] == [None]


def test_every_content_is_in_one_attribution_and_confidence_is_a_share():
    random = np.random.default_rng(0)
    kinds = ["speaker", "cue", "content"]
    spans = [span(kinds[i % 3], i, link=random.integers(0, 256, 9)) for i in range(60)]
    found = link_spans(spans, NO_BIAS)
    parts = [part.piece for attribution in found for part in attribution.contents]
    assert sorted(parts) == [s.piece for s in spans if s.kind == "content"]
    assert all(0 <= attribution.confidence <= 1 for attribution in found)


def test_direct_where_most_words_are_quoted():
    for quoted, is_direct in ((0.4, False), (0.6, True)):
        (found,) = link_spans([span("content", 0, quoted=quoted)], NO_BIAS)
        assert found.is_direct == is_direct
