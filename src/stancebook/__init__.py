"""Who stands where, on what, and who says so: news articles to a report that can be audited.

Every name below is loaded from its room when it is first used, so that ``import stancebook`` costs
little more than pandas.
"""

from .loading import load_when_used

__version__ = "0.1.0"

_ROOMS = {
    "articles": ("read_articles", "read_corpus"),
    "stories": ("count_articles", "label_agencies", "label_stories"),
    "passages": ("split_passages", "split_sentences", "split_paragraphs"),
    "attributions": ("extract_attributions", "score_attributions"),
    "actors": ("resolve_actors",),
    "codebook": ("Codebook", "read_codebook", "suggest_codebook"),
    "stance": ("StanceClassifier",),
    "statements": ("extract_statements", "score_statements"),
    "topics": (
        "TopicModel",
        "compare_granularity",
        "fit_topics",
        "intrusion_sheet",
        "measure_stability",
        "read_decisions",
        "record_decision",
        "score_intrusion",
    ),
    "estimates": (
        "actor_positions",
        "corrected_shares",
        "count_abstentions",
        "coverage_grid",
        "stance_differences",
        "stance_shares",
        "topic_shares",
    ),
    "networks": (
        "actor_ties",
        "affiliation_network",
        "congruence_network",
        "conflict_network",
    ),
    "analysis": ("Analysis", "analyse", "open_analysis", "read_analysis"),
    "analysis.granularity": ("compare_neighbours",),
    "analysis.window": ("select_dates",),
    "figures": (
        "confidence_threshold",
        "count_coverage",
        "count_positions",
        "count_trends",
        "describe_coverage",
        "describe_granularity",
        "describe_positions",
        "describe_ties",
        "describe_topic_shares",
        "describe_topics",
        "describe_trends",
        "draw_coverage",
        "draw_granularity",
        "draw_positions",
        "draw_ties",
        "draw_topic_shares",
        "draw_topic_terms",
        "draw_trends",
        "figure_style",
        "publish_figure",
        "topic_names",
    ),
    "display": (
        "evidence_link",
        "redact_texts",
        "show_abstentions",
        "show_affiliations",
        "show_article",
        "show_articles",
        "show_closest_calls",
        "show_copies",
        "show_counts",
        "show_decisions",
        "show_disagreements",
        "show_intake",
        "show_positions",
        "show_shares",
        "show_statements",
        "show_ties",
        "show_topic_shares",
        "show_topics",
        "tell_corpus",
        "tell_granularity",
        "tell_measured",
        "tell_positions",
        "tell_ties",
        "tell_topics",
    ),
    "report": ("notebook_parameters", "run_report"),
    "tables": ("check_table",),
    "errors": ("StancebookError",),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = sorted(_ROOM_OF)
__getattr__, __dir__ = load_when_used(__name__, _ROOM_OF)
