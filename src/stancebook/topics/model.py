"""TopicModel: texts to shares of topics, by scikit-learn's contract."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from ..errors import InputError
from ..tables import TOPICS, make_table
from .coherence import npmi_of_columns
from .engines import ENGINES
from .engines.features import Features
from .engines.vectors import sentence_vectors
from .labels import label_topics
from .phrases import write_terms
from .stability import (
    MIN_STABILITY,
    best_terms,
    check_groups,
    draw_samples,
    group_of_each,
    refit_topics,
)
from .stream import learn_batch
from .vocabulary import Vocabulary, check_texts


class TopicModel(TransformerMixin, BaseEstimator):
    """Find the topics of texts; every text holds a share of each.

    Texts that repeat count once when topics are sought (so that wire copy makes no topic of its
    own) and as often as they stand when shares are taken. The order of the texts changes nothing.

    Parameters
    ----------
    n_topics : int
        At least 1. Where the texts hold fewer distinct passages, as many as they hold, with a
        warning.
    engine : str
        One of :data:`stancebook.topics.engines.ENGINES`.
    random_state : int
        For the engines that start at random, and for the refits behind ``stability``.
    n_refits : int
        Bootstrap refits behind the stability beside every topic; 0 leaves it unmeasured (NaN).
    vocabulary : Vocabulary or None
        Unfitted; None takes ``Vocabulary()``.
    engine_options : dict or None
        Handed to the engine, such as ``{"max_iter": 500}``.
    embed : callable, "encoder" or None
        For the engine ``embedding``: from a list of texts to vectors, shape (n_texts,
        n_dimensions). None places the passages by latent semantic analysis of the corpus;
        ``encoder`` takes the shipped encoder, which was trained to find who says what, not what a
        text is about: its topics are poor (docs/benchmarks_topics.md).
    n_terms : int
        Terms listed per topic; coherence and stability are measured on them.

    Attributes
    ----------
    topics_ : DataFrame
        See :data:`stancebook.tables.TOPICS`, in order of falling share.
    n_topics_ : int
        Topics found, at most ``n_topics``.
    term_weights_ : ndarray, shape (n_topics_, n_vocabulary)
        Rows sum to 1; the columns are ``vocabulary_.terms_``.
    vocabulary_ : Vocabulary
    refits_ : DataFrame
        One row per refit and topic, see :func:`stancebook.topics.stability.refit_topics`.
    refit_engines_ : list
        The fitted engine of each refit; see :meth:`weigh`.
    seeds_ : DataFrame
        For the engine ``guided``: how much of each seed the corpus took up.
    n_unknown_ : int
        Fitted texts without a single term: their shares are uniform.

    See Also
    --------
    stancebook.topics.fit_topics : from the table of passages to tables.

    Examples
    --------
    >>> texts = ["tanks and missiles", "missiles for tanks", "taxes and wages", "wages, not taxes"]
    >>> model = TopicModel(2, n_refits=0).fit(texts)
    >>> model.topics_["label"].tolist()
    ['missiles, tanks', 'taxes, wages']
    >>> model.transform(["New tanks", "Who?"]).round(2).tolist()
    [[1.0, 0.0], [0.5, 0.5]]
    """

    def __init__(
        self,
        n_topics: int = 12,
        *,
        engine: str = "nmf",
        random_state: int = 0,
        n_refits: int = 5,
        vocabulary: Vocabulary | None = None,
        engine_options: Mapping[str, object] | None = None,
        embed: Callable[[list[str]], np.ndarray] | str | None = None,
        n_terms: int = 10,
    ):
        self.n_topics = n_topics
        self.engine = engine
        self.random_state = random_state
        self.n_refits = n_refits
        self.vocabulary = vocabulary
        self.engine_options = engine_options
        self.embed = embed
        self.n_terms = n_terms

    def fit(
        self, texts: Iterable[str], y: object = None, *, groups: Sequence[Hashable] | None = None
    ) -> TopicModel:
        """Find the topics.

        Parameters
        ----------
        texts : iterable of str
        y : ignored
        groups : sequence, length n_texts
            What the bootstrap draws whole, such as the article of each passage.

        Raises
        ------
        InputError
            No texts, something that is no text, nothing but stop words, or an unknown option.
        """
        texts = check_texts(texts)
        self.__dict__.pop("stream_", None)
        place, features = self.fit_terms(texts, groups=groups)
        engine = self.fit_engine(features)
        weights, share = self._keep(engine, features, place)
        samples = draw_samples(
            len(features),
            groups=group_of_each(place, groups),
            n_refits=self.n_refits,
            random_state=self.random_state,
        )
        self.refits_, self.refit_engines_ = refit_topics(self, features, samples)
        self.describe(features, share=share)
        return self

    def fit_terms(
        self, texts: list[str], *, groups: Sequence[Hashable] | None = None
    ) -> tuple[np.ndarray, Features]:
        """Check the parameters and choose the terms: the first half of :meth:`fit`.

        Returns
        -------
        place : ndarray of int, shape (n_texts,)
            Which of the distinct texts each text is.
        features : Features
            The distinct texts.
        """
        self._check_parameters(texts, groups)
        place, distinct = pd.factorize(np.array(texts, dtype=object), sort=True)
        return place, self._fit_features(distinct.tolist())

    def fit_engine(self, features: Features) -> object:
        """Return an engine fitted to features, with fewer topics where they hold fewer."""
        engine = self.make_engine(self.random_state)
        return engine.fit(features, n_topics=self._limit_topics(features))

    def partial_fit(
        self, texts: Iterable[str], y: object = None, *, memory: float = 1.0
    ) -> TopicModel:
        """Move the topics by one batch of a stream.

        The first batch is fitted as by :meth:`fit`; where it holds fewer topics than asked for, so
        are the next together with it, up to 1,000 texts. Later ones bring new terms, keep the
        numbers of the topics (their order is that of the first fit), and are described on their
        own: coherence in the batch, stability as the overlap with the topics before it. The share
        is the mean over all texts so far.

        Parameters
        ----------
        texts : iterable of str
            A batch; memory and time do not grow with the batches before it.
        y : ignored
        memory : float
            Weight of all earlier batches, above 0; below 1 the topics follow the news faster.

        Raises
        ------
        InputError
            An engine other than ``nmf``, or what :meth:`fit` refuses.
        """
        if self.engine != "nmf":
            raise InputError(f"partial_fit: only the engine 'nmf' learns so, not {self.engine!r}")
        if not 0 < memory <= 1:
            raise InputError(f"memory: expected above 0 and at most 1, got {memory}")
        texts = check_texts(texts)
        if texts or not hasattr(self, "stream_"):
            learn_batch(self, texts, memory=memory)
        return self

    def _check_parameters(self, texts: list[str], groups: Sequence[Hashable] | None) -> None:
        if not texts:
            raise InputError("expected at least one text, got none")
        for name, least in (("n_topics", 1), ("n_refits", 0), ("n_terms", 1)):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
                raise InputError(f"{name}: expected a whole number, got {value!r}")
            if value < least:
                raise InputError(f"{name}: expected at least {least}, got {value}")
        if self.engine not in ENGINES:
            raise InputError(f"engine: expected one of {sorted(ENGINES)}, got {self.engine!r}")
        if not (self.embed is None or self.embed == "encoder" or callable(self.embed)):
            raise InputError(f"embed: expected a callable or 'encoder', got {self.embed!r}")
        check_groups(groups, texts)

    def _fit_features(self, texts: list[str]) -> Features:
        vocabulary = self.vocabulary or Vocabulary()
        self.vocabulary_ = vocabulary.__class__(**vocabulary.get_params(deep=False))
        counts = self.vocabulary_.fit_count(texts)
        return self._features(texts, counts)

    def encode_passages(self, texts: list[str]) -> Features:
        """Return texts as the engine sees them."""
        return self._features(texts, self.vocabulary_.count(texts))

    def _features(self, texts: list[str], counts: object) -> Features:
        embed = sentence_vectors if self.embed == "encoder" else self.embed
        return Features(texts, counts, self.vocabulary_, embed)

    def make_engine(self, random_state: int) -> object:
        """Return an unfitted engine with the options of this model."""
        options = dict(self.engine_options or {})
        known = set(inspect.signature(ENGINES[self.engine]).parameters) - {"random_state"}
        unknown = sorted(set(options) - known)
        if unknown:
            raise InputError(
                f"engine_options: {self.engine!r} has no {unknown}; it takes {sorted(known)}"
            )
        return ENGINES[self.engine](random_state=random_state, **options)

    def _limit_topics(self, features: Features) -> int:
        informative = int((np.diff(features.counts.indptr) > 0).sum())
        limit = min(informative, features.counts.shape[1])
        if limit < self.n_topics:
            warnings.warn(
                f"{informative} distinct passages of {features.counts.shape[1]} terms hold at most "
                f"{limit} topics, not {self.n_topics}; n_topics_ tells how many were found",
                stacklevel=4,
            )
        return min(limit, self.n_topics)

    def _keep(
        self, engine: object, features: Features, place: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Keep the fitted engine, its topics in order of falling share; ties by their terms.

        Returns the weights of the distinct passages and the shares over all of them.
        """
        weights = to_shares(engine.transform(features))
        share = weights[place].mean(axis=0)
        leading = self.vocabulary_.terms_[best_terms(engine.term_weights_, 1)[:, 0]].astype(str)
        order = np.lexsort((leading, -share.round(12)))
        engine.reorder(order)
        self.engine_ = engine
        self.term_weights_ = engine.term_weights_
        self.n_topics_ = len(order)
        if hasattr(engine, "seeds_"):
            self.seeds_ = engine.seeds_
            n_known = int((self.seeds_["n_known"] > 0).sum())
            if n_known > self.n_topics_:
                warnings.warn(
                    f"{n_known} seeds are in the corpus and {self.n_topics_} topics were sought: "
                    "the last seeds got none; ask for more topics",
                    stacklevel=3,
                )
        self.n_unknown_ = int((np.diff(features.counts.indptr) == 0)[place].sum())
        return weights[:, order], share[order]

    def describe(self, features: Features, *, share: np.ndarray) -> None:
        """Write ``topics_`` from the topics and their refits."""
        best = best_terms(self.term_weights_, self.n_terms)
        terms = [self.vocabulary_.terms_[row[row >= 0]].tolist() for row in best]
        ids, starts = self.vocabulary_.encode(features.texts)
        columns = [row[row >= 0].tolist() for row in best]
        coherence = npmi_of_columns(columns, ids, starts, n_terms=len(self.vocabulary_.terms_))
        stability = self.refits_.groupby("topic")["overlap"].mean().astype(float)
        stability = stability.reindex(range(self.n_topics_)).to_numpy()
        self.topics_ = make_table(
            pd.DataFrame(
                {
                    "topic": np.arange(self.n_topics_),
                    "label": label_topics(
                        write_terms(features.texts, terms), names=self._seed_names()
                    ),
                    "terms": terms,
                    "share": share,
                    "coherence": coherence,
                    "stability": stability,
                    "is_unstable": stability < MIN_STABILITY,
                }
            ),
            TOPICS,
        )

    def _seed_names(self) -> dict[int, str]:
        seeds = getattr(self, "seeds_", None)
        return {} if seeds is None else dict(zip(seeds["topic"], seeds["seed"], strict=True))

    def transform(self, texts: Iterable[str]) -> np.ndarray:
        """Return the share of each topic in each text, shape (n_texts, n_topics_).

        Rows sum to 1. A text without a single known term gets the same share of every topic;
        :meth:`count_known` tells which those are.
        """
        check_is_fitted(self, "topics_")
        return self.weigh(self.encode_passages(check_texts(texts)))

    def weigh(self, features: Features, *, refit: int | None = None) -> np.ndarray:
        """Return what :meth:`transform` does, by the model or by one of its refits.

        The topics of a refit are those that it matched to the model's, in the model's order.
        """
        if refit is None:
            weights = self.engine_.transform(features)
        else:
            matches = self.refits_["match"].to_numpy(int).reshape(-1, self.n_topics_)
            found = self.refit_engines_[refit].transform(features)
            weights = np.where(matches[refit] >= 0, found[:, matches[refit]], 0)
        weights[np.diff(features.counts.indptr) == 0] = 0
        return to_shares(weights)

    def fit_transform(
        self, texts: Iterable[str], y: object = None, *, groups: Sequence[Hashable] | None = None
    ) -> np.ndarray:
        """Fit, then transform the same texts."""
        texts = check_texts(texts)
        return self.fit(texts, groups=groups).transform(texts)

    def count_known(self, texts: Iterable[str]) -> np.ndarray:
        """Return how many words of each text the model knows; 0 marks a uniform row."""
        check_is_fitted(self, "topics_")
        return np.asarray(self.vocabulary_.count(texts).sum(axis=1)).ravel()

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray:
        """Return the labels of the topics, in the order of the columns of ``transform``."""
        check_is_fitted(self, "topics_")
        return self.topics_["label"].to_numpy(dtype=object)


def to_shares(weights: np.ndarray) -> np.ndarray:
    """Divide each row by its sum; a row of zeros becomes uniform.

    Examples
    --------
    >>> to_shares(np.array([[1.0, 3.0], [0.0, 0.0]])).tolist()
    [[0.25, 0.75], [0.5, 0.5]]
    """
    total = weights.sum(axis=1, keepdims=True)
    known = total > 0
    return np.where(known, weights / np.where(known, total, 1), 1 / max(weights.shape[1], 1))
