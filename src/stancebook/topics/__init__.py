"""Topics: estimators from passages to topics, and what one may believe of them.

Every name below is loaded from its module when it is first used: rolling weights up to articles
needs no estimator.
"""

from ..loading import load_when_used

_MODULES = {
    "coherence": ("npmi_coherence", "topic_diversity", "topic_exclusivity"),
    "decisions": ("apply_decisions", "move_weights", "read_decisions", "record_decision"),
    "fitting": (
        "FittedTopics",
        "fit_topic_model",
        "fit_topics",
        "limit_topics",
        "suggest_n_topics",
        "weigh_passages",
    ),
    "granularity": ("compare_granularity", "measure_granularity"),
    "intrusion": ("intrusion_sheet", "score_intrusion"),
    "model": ("TopicModel",),
    "rollup": ("article_weights",),
    "stability": ("match_topics", "measure_stability"),
    "vocabulary": ("Vocabulary", "split_words"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_MODULE_OF)
__getattr__, __dir__ = load_when_used(__name__, _MODULE_OF)
