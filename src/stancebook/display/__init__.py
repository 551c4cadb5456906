"""Displays: articles, statements, positions and topics shown with their evidence in JupyterLab.

The pages of a report are made from the same pieces, so that both show the same marks.
"""

from ..loading import load_when_used

_MODULE_OF = {
    "evidence_link": "showing",
    "redact_texts": "redacting",
    "show_abstentions": "shares",
    "show_affiliations": "alliances",
    "show_article": "showing",
    "show_articles": "showing",
    "show_closest_calls": "doubts",
    "show_copies": "copies",
    "show_counts": "shares",
    "show_decisions": "themes",
    "show_disagreements": "doubts",
    "show_intake": "intake",
    "show_positions": "showing",
    "show_shares": "shares",
    "show_statements": "showing",
    "show_ties": "alliances",
    "show_topic_shares": "themes",
    "show_topics": "themes",
    "tell_corpus": "telling",
    "tell_granularity": "telling",
    "tell_measured": "telling",
    "tell_positions": "telling",
    "tell_ties": "telling",
    "tell_topics": "telling",
}

__all__ = sorted(_MODULE_OF)
__getattr__, __dir__ = load_when_used(__name__, _MODULE_OF)
