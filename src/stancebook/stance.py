"""Stance towards a concept as a scikit-learn classifier: ready as shipped, better with labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin

from .codebook.aliases import alias_spans
from .encoder import load_encoder
from .errors import InputError
from .statements import reading
from .statements.debates import word_place
from .statements.model import network_row, softmax
from .statements.reading import Marks, Pieces, read_statement
from .tables import STANCES

STATE_WIDTH = 384
"""Numbers in the network's last layer."""

_STATE_WEIGHT = 0.1
"""How much the last layer counts beside the side's logits when own labels are fitted."""

_HF = "hf:"
_SIDES = {
    "favor": ("favor", "favour", "pro", "support", "for", "entailment", "positive"),
    "against": ("against", "con", "oppose", "contradiction", "negative"),
    "neutral": ("neutral", "none", "unrelated", "comment", "discuss"),
}


class StanceClassifier(ClassifierMixin, BaseEstimator):
    """Tell whether a text is for, against or neutral towards a concept.

    Usable at once: the shipped network answers for concepts that it never saw. ``fit`` on a few
    dozen labelled pairs puts a regularised logistic regression on the network's last layer and
    averages its answer with the network's own; cross-validation on the labels tells how much of
    each is best, so that labels which teach nothing new change nothing.

    Parameters
    ----------
    model : str
        ``"stance"``, the shipped network; a folder with a model of the same form; or
        ``"hf:NAME_OR_PATH"``, any sequence classifier of Hugging Face (extra ``hf``). Its labels
        must say which side they are (favor, against, neutral; pro, con; entailment, ...).
    C : float
        Inverse strength of the regularisation when ``fit`` is called.
    weight : float, optional
        Share of the fitted head in the average, from 0 to 1; None for the one of least loss in
        cross-validation.

    Attributes
    ----------
    classes_ : ndarray of str
        Order of the columns of ``predict_proba``: those of ``fit``, sorted; before it the stances
        favor, against, neutral.
    head_ : LogisticRegression
        After ``fit`` only.
    weight_ : float
        Share of the fitted head in the answer.

    Notes
    -----
    Without a mention the text is read as an argument by its writer; with one, as a sentence that
    reports on the actor. Texts beyond 180 word pieces are cut.

    References
    ----------
    .. [1] Allaway and McKeown (2020), Zero-Shot Stance Detection, EMNLP.

    Examples
    --------
    >>> import pandas as pd
    >>> pairs = pd.DataFrame({"text": ["Norway joined the treaty."], "concept": ["the treaty"]})
    >>> StanceClassifier().predict_proba(pairs).shape
    (1, 3)
    """

    def __init__(
        self, model: str = "stance", *, C: float = 1.0, weight: float | None = None
    ) -> None:
        self.model = model
        self.C = C
        self.weight = weight

    @property
    def classes_(self) -> np.ndarray:
        """The stances in the order of the columns of ``predict_proba``."""
        head = getattr(self, "head_", None)
        return np.array(STANCES) if head is None else head.classes_

    def fit(self, X: pd.DataFrame, y: Sequence[str]) -> StanceClassifier:
        """Learn from labelled pairs.

        Parameters
        ----------
        X : DataFrame
            As for :meth:`predict`.
        y : sequence of str
            The stance of each pair: two or three of favor, against, neutral.

        Returns
        -------
        StanceClassifier
            Itself.

        Raises
        ------
        InputError
            Where a column or a label is missing or unknown.
        """
        from sklearn.linear_model import LogisticRegression

        labels = np.asarray(y, dtype=object).astype(str)
        if len(labels) != len(X):
            raise InputError(f"y: expected {len(X)} labels, one per pair, got {len(labels)}")
        strange = sorted(set(labels) - set(STANCES))
        if strange or len(set(labels)) < 2:
            raise InputError(
                f"y: expected at least two of {list(STANCES)}, got {sorted(set(labels))[:4]}"
            )
        features, shares = self._features(X)
        head = LogisticRegression(C=self.C, max_iter=2000)
        self.weight_ = self.weight
        if self.weight is None:
            self.weight_ = _best_weight(head, features, _shares_of(shares, set(labels)), labels)
        self.head_ = head.fit(features, labels)
        self.n_features_in_ = X.shape[1]
        return self

    def predict(self, X: pd.DataFrame) -> np.ndarray:
        """Return the stance of each pair.

        Parameters
        ----------
        X : DataFrame
            Columns ``text`` and ``concept``; optionally ``description`` of the concept,
            ``mention`` (the words that name the actor) or ``mention_start`` and ``mention_end``
            (characters, half-open; -1 for none), and ``context`` (the sentences before).

        Returns
        -------
        ndarray of str, shape (n,)
        """
        return self.classes_[self.predict_proba(X).argmax(axis=1)]

    def predict_proba(self, X: pd.DataFrame) -> np.ndarray:
        """Return the probabilities of the stances, shape (n, n_classes); rows sum to 1."""
        features, shares = self._features(X)
        head = getattr(self, "head_", None)
        if head is None:
            return shares
        own = _shares_of(shares, set(head.classes_))
        if not len(X):
            return own
        return self.weight_ * head.predict_proba(features) + (1 - self.weight_) * own

    def _features(self, X: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        pairs = _check_pairs(X)
        if str(self.model).startswith(_HF):
            logits = _hugging_face_logits(self.model[len(_HF) :], pairs)
            return logits, softmax(logits)
        encoder = load_encoder(self.model)
        read = [_read(encoder, pair) for pair in pairs.itertuples(index=False)]
        outputs = list(encoder.run([network_row(*one) for one in read], outputs=["side", "state"]))
        side = np.array([row["side"] for row in outputs], dtype=float).reshape(-1, len(STANCES))
        state = np.array([row["state"] for row in outputs], dtype=float)
        state = state.reshape(len(side), STATE_WIDTH)
        side = side / float(encoder.settings["side_temperature"])  # read from the file each time
        return np.hstack([side, _STATE_WEIGHT * state]), softmax(side)


def _shares_of(shares: np.ndarray, labels: set[str]) -> np.ndarray:
    """Return the network's answer for some of the stances, in alphabetical order."""
    own = shares[:, [STANCES.index(name) for name in sorted(labels)]]
    return own / np.clip(own.sum(axis=1, keepdims=True), 1e-12, None)


def _best_weight(head: object, features: np.ndarray, own: np.ndarray, labels: np.ndarray) -> float:
    """Return the share of the head at which the average loses least on labels it has not seen.

    0 where that is not better by two standard errors; half where a stance has a single label, so
    that nothing can be held out.
    """
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    classes, codes = np.unique(labels, return_inverse=True)
    n_folds = min(5, np.bincount(codes).min())
    if n_folds < 2:
        return 0.5
    folds = StratifiedKFold(n_folds, shuffle=True, random_state=0)
    fitted = cross_val_predict(head, features, labels, cv=folds, method="predict_proba")
    rows = np.arange(len(labels))
    weights = np.linspace(0, 1, 11)
    mixed = np.array([(w * fitted + (1 - w) * own)[rows, codes] for w in weights])
    losses = -np.log(np.clip(mixed, 1e-9, 1))
    best = int(np.argmin(losses.mean(axis=1)))
    gains = losses[0] - losses[best]
    is_clear = gains.mean() > 2 * gains.std() / np.sqrt(len(gains))
    return float(weights[best]) if is_clear else 0.0


def _check_pairs(X: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs with every column that may be there."""
    if not isinstance(X, pd.DataFrame):
        raise InputError(
            f"pairs: expected a DataFrame with columns text and concept, got {type(X).__name__}"
        )
    missing = [name for name in ("text", "concept") if name not in X]
    if missing:
        raise InputError(f"pairs: no column {missing}; it has {[str(name) for name in X]}")
    texts = {name: X[name].fillna("").astype(str) for name in ("text", "concept")}
    for name in ("description", "mention", "context"):
        texts[name] = X[name].fillna("").astype(str) if name in X else ""
    pairs = pd.DataFrame(texts, index=X.index)
    for name in ("mention_start", "mention_end"):
        pairs[name] = X[name].fillna(-1).astype("int64") if name in X else -1
    return pairs


def _read(encoder, pair: tuple) -> tuple[list[int], list[int], int]:
    """Return what the network reads of a pair."""
    cut = [
        Pieces(tokens.ids.tolist(), [tuple(span) for span in tokens.offsets.tolist()])
        for tokens in encoder.tokenize(
            [pair.concept, pair.description, pair.text, pair.context], marks=False
        )
    ]
    start, end = int(pair.mention_start), int(pair.mention_end)
    if start < 0 and pair.mention:
        start = word_place(pair.text, pair.mention)
        end = start + len(pair.mention)
    spans = alias_spans(pair.text, [pair.concept])[:2]
    marks = Marks([(start, end)] if 0 <= start < end else [], spans, [])
    alone = not marks.actor
    mode = reading.ARGUMENT if alone else reading.ACTOR
    return read_statement(cut[0], cut[1], cut[2], marks, context=cut[3], mode=mode, long=alone)


def _hugging_face_logits(name: str, pairs: pd.DataFrame) -> np.ndarray:
    """Return logits (n, 3) in the order of the stances from a classifier of text and concept."""
    try:
        import torch
        from transformers import AutoModelForSequenceClassification, AutoTokenizer
    except ImportError as error:
        raise InputError(
            "model 'hf:...' needs torch and transformers: pip install 'stancebook[hf]'"
        ) from error
    tokenizer = AutoTokenizer.from_pretrained(name)
    network = AutoModelForSequenceClassification.from_pretrained(name).eval()
    columns = _side_columns(network.config.id2label)
    out = np.full((len(pairs), len(STANCES)), -1e4)
    with torch.no_grad():
        for k, pair in enumerate(pairs.itertuples(index=False)):
            read = tokenizer(pair.text, pair.concept, truncation="only_first", return_tensors="pt")
            logits = network(**read).logits[0].tolist()
            for stance, column in columns.items():
                out[k, STANCES.index(stance)] = logits[column]
    return out


def _side_columns(labels: dict[int, str]) -> dict[str, int]:
    """Return which label is which stance, by its name.

    Examples
    --------
    >>> _side_columns({0: "CON", 1: "PRO"})
    {'favor': 1, 'against': 0}
    """
    columns = {}
    for stance, words in _SIDES.items():
        for column, label in labels.items():
            if str(label).lower() in words:
                columns.setdefault(stance, int(column))
    if not {"favor", "against"} <= set(columns):
        raise InputError(
            f"the model's labels do not say which side they are: {list(labels.values())}; expected "
            "names such as favor, against, neutral"
        )
    return columns
