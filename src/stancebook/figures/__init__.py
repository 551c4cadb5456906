"""Figures: tables to drawings that a paper can print and a page can open.

``count_`` makes the numbers, ``draw_`` the figure, ``describe_`` the words for those who do not see
it, ``publish_figure`` the files. Names are loaded when first used: counting needs no matplotlib.
"""

from ..loading import load_when_used

_MODULE_OF = {
    "confidence_threshold": "counts",
    "count_coverage": "counts",
    "count_positions": "counts",
    "count_trends": "counts",
    "describe_coverage": "describing",
    "describe_granularity": "granularity",
    "describe_positions": "describing",
    "describe_ties": "camps",
    "describe_topic_shares": "describing",
    "describe_topics": "describing",
    "describe_trends": "describing",
    "draw_coverage": "drawing",
    "draw_granularity": "granularity",
    "draw_nothing": "drawing",
    "draw_positions": "drawing",
    "draw_ties": "camps",
    "draw_topic_shares": "drawing",
    "draw_topic_terms": "drawing",
    "draw_trends": "drawing",
    "figure_style": "styling",
    "style_names": "styling",
    "PAGE_COLOURS": "styling",
    "publish_figure": "publishing",
    "topic_names": "describing",
}

__all__ = sorted(_MODULE_OF)
__getattr__, __dir__ = load_when_used(__name__, _MODULE_OF)
