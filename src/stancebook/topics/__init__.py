"""Topics: estimators from passages to topics, and what one may believe of them."""

from .coherence import npmi_coherence, topic_diversity, topic_exclusivity
from .fitting import FittedTopics, fit_topics, suggest_n_topics, weigh_passages
from .model import TopicModel
from .rollup import article_weights
from .stability import match_topics
from .vocabulary import Vocabulary, split_words

__all__ = [
    "FittedTopics",
    "TopicModel",
    "Vocabulary",
    "article_weights",
    "fit_topics",
    "match_topics",
    "npmi_coherence",
    "split_words",
    "suggest_n_topics",
    "topic_diversity",
    "topic_exclusivity",
    "weigh_passages",
]
