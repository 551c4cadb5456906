"""Topic models side by side: time, coherence, diversity, stability, at the same k.

    python -m benchmarks.bench_topics [--articles N] [--topics K] [--refits R] [--only NAME]

Every model reads the same words of the same articles (ours, without stop words) and runs in a
process of its own, on one thread. Time is processor time: of the first fit, with whatever is
compiled on the way, and of a later one. Coherence is NPMI on the corpus, by document and by windows
of ten words; stability is the share of the ten best terms that come back, over random states and
over bootstrap samples. Sentence vectors (latent semantic analysis, or the shipped encoder's) are
made before the clock starts. Models of other packages are measured where they are installed.
"""

import argparse
import multiprocessing
import os
import resource
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from stancebook.topics import Vocabulary, npmi_coherence, split_words, topic_diversity
from stancebook.topics.engines import ENGINES
from stancebook.topics.engines.features import Features
from stancebook.topics.engines.vectors import sentence_vectors
from stancebook.topics.stability import best_terms, match_topics

DATA = Path(os.environ.get("STANCEBOOK_DATA", Path(__file__).parents[2] / "shared" / "data"))


CORPORA = ("articles-security-news", "attribution-polnear-train")
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")


def latent_vectors(features):
    """Vectors that cost nothing to install: 100 dimensions of latent semantic analysis."""
    from sklearn.decomposition import TruncatedSVD

    return TruncatedSVD(100, random_state=0).fit_transform(features.tfidf)


def encoder_vectors(features):
    return sentence_vectors(features.texts)


def ours(engine):
    def fit(features, n_topics, state):
        return ENGINES[engine](random_state=state).fit(features, n_topics=n_topics).term_weights_

    return fit


def sklearn_nmf(features, n_topics, state, init=None):
    from sklearn.decomposition import NMF

    return NMF(n_topics, random_state=state, init=init).fit(features.tfidf).components_


def sklearn_nmf_random(features, n_topics, state):
    return sklearn_nmf(features, n_topics, state, init="random")


def sklearn_lda(features, n_topics, state):
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(n_topics, random_state=state, learning_method="batch")
    return model.fit(features.counts).components_


def gensim_lda(features, n_topics, state):
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LdaModel

    corpus = Sparse2Corpus(features.counts, documents_columns=False)
    words = dict(enumerate(features.vocabulary.terms_))
    return LdaModel(corpus, n_topics, id2word=words, random_state=state, passes=10).get_topics()


def tomotopy_lda(features, n_topics, state):
    import tomotopy

    model = tomotopy.LDAModel(k=n_topics, seed=state + 1)
    ids, starts = features.vocabulary.encode(features.texts)
    for first, last in zip(starts[:-1], starts[1:], strict=True):
        words = features.vocabulary.terms_[ids[first:last][ids[first:last] >= 0]]
        if len(words):
            model.add_doc(words.tolist())
    model.train(500, workers=1)
    place = {term: column for column, term in enumerate(features.vocabulary.terms_)}
    weights = np.zeros((n_topics, len(place)))
    columns = [place[word] for word in model.used_vocabs]
    for topic in range(n_topics):
        weights[topic, columns] = model.get_topic_word_dist(topic)
    return weights


def bertopic(features, n_topics, state):
    from bertopic import BERTopic
    from sklearn.feature_extraction.text import CountVectorizer
    from umap import UMAP

    reduce = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=state)
    words = CountVectorizer(analyzer=_Known(features.vocabulary))
    model = BERTopic(umap_model=reduce, nr_topics=n_topics + 1, vectorizer_model=words)
    topics, _ = model.fit_transform(list(features.texts), features.vectors)
    print(f"  bertopic: {np.mean(np.array(topics) == -1):.0%} outliers", file=sys.stderr)
    kept = [row for row, topic in enumerate(sorted(set(topics))) if topic >= 0]
    place = {term: column for column, term in enumerate(features.vocabulary.terms_)}
    weights = np.zeros((len(kept), len(place)))
    columns = [place[term] for term in model.vectorizer_model.get_feature_names_out()]
    weights[:, columns] = np.maximum(model.c_tf_idf_.toarray()[kept], 0)
    return weights


class _Known:
    """Cut a text into the words of our vocabulary, as an analyser of scikit-learn does."""

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.known = set(vocabulary.terms_)

    def __call__(self, text):
        return [word for word in split_words(text) if word in self.known]


MODELS = {
    "stancebook nmf": ours("nmf"),
    "stancebook lda": ours("lda"),
    "stancebook embedding (LSA)": ours("embedding"),
    "stancebook embedding (encoder)": ours("embedding"),
    "scikit-learn NMF": sklearn_nmf,
    "scikit-learn NMF, random start": sklearn_nmf_random,
    "scikit-learn LDA": sklearn_lda,
    "gensim LDA, 10 passes": gensim_lda,
    "tomotopy LDA, 500 sweeps": tomotopy_lda,
    "BERTopic (LSA)": bertopic,
    "BERTopic (encoder)": bertopic,
}
NEEDS = {"gensim": "gensim", "tomotopy": "tomotopy", "BERTopic": "bertopic"}
VECTORS = {"(LSA)": latent_vectors, "(encoder)": encoder_vectors}


def read_texts(corpus, n_articles):
    return pd.read_json(DATA / f"{corpus}.jsonl.gz", lines=True, nrows=n_articles)["text"].tolist()


def measure(name, texts, n_topics, n_refits, answer):
    """Fit one model as often as asked, in this process, and put its row into the queue."""
    warnings.simplefilter("ignore")
    vocabulary = Vocabulary()
    counts = vocabulary.fit_count(texts)
    features = Features(texts, counts, vocabulary)
    features.tfidf.sum()
    for kind, vectors in VECTORS.items():
        if kind in name:
            features.embed = vectors  # says that vectors are given; they are made here, once
            features.__dict__["vectors"] = vectors(features)
    fit = MODELS[name]
    cpu = time.process_time()
    first = fit(features, n_topics, 0)
    row = {"model": name, "seconds": time.process_time() - cpu}
    best = best_terms(first, 10)
    terms = [vocabulary.terms_[line[line >= 0]].tolist() for line in best]
    ids, starts = vocabulary.encode(texts)
    words = [
        [vocabulary.terms_[i] if i >= 0 else "" for i in ids[low:high]]
        for low, high in zip(starts[:-1], starts[1:], strict=True)
    ]
    row["npmi_document"] = npmi_coherence(terms, words, window=None).mean()
    scores = npmi_coherence(terms, words, window=10)
    spread = 1.96 * scores.std(ddof=1) / np.sqrt(len(scores))
    row["npmi_window"], row["npmi_spread"] = scores.mean(), spread
    row["diversity"] = topic_diversity(terms)
    row["topics"], row["refits"] = len(terms), n_refits
    cpu = time.process_time()
    again = [fit(features, n_topics, state) for state in range(1, n_refits + 1)]
    row["seconds_later"] = (time.process_time() - cpu) / n_refits
    row["stable_state"] = _overlap(first, again)
    row["stable_bootstrap"] = _overlap(first, list(_bootstrap(fit, features, n_topics, n_refits)))
    if name == "stancebook nmf" and len(texts) <= 120:  # gensim's windows are slow
        row["gensim_gap"] = _gap_to_gensim(terms, words)
    answer.put(row)


def _bootstrap(fit, features, n_topics, n_refits):
    generator = np.random.default_rng(0)
    for _ in range(n_refits):
        rows = np.sort(generator.integers(len(features), size=len(features)))
        yield fit(features.take(rows), n_topics, 0)


def _overlap(first, others):
    return float(np.mean([match_topics(first, other)["overlap"].mean() for other in others]))


def _gap_to_gensim(terms, words):
    """Return the largest difference between our NPMI and gensim's, or None without gensim."""
    try:
        from gensim.corpora import Dictionary
        from gensim.models import CoherenceModel
    except ImportError:
        return None
    model = CoherenceModel(
        topics=terms,
        texts=words,
        dictionary=Dictionary(words),
        coherence="c_npmi",
        window_size=10,
        processes=1,
    )
    scores = npmi_coherence(terms, words, window=10, counting="gensim")
    return float(np.abs(np.array(model.get_coherence_per_topic()) - scores).max())


def growth():
    """Fit the default engine on more and more short passages: time and peak memory of each."""
    for n_passages in (10_000, 100_000, 1_000_000):
        context = multiprocessing.get_context("spawn")
        answer = context.Queue()
        child = context.Process(target=_grow, args=(n_passages, answer))
        child.start()
        print(answer.get(), flush=True)
        child.join()


def _grow(n_passages, answer):
    from stancebook.topics import TopicModel

    generator = np.random.default_rng(0)
    words = np.array(
        [
            f"w{chr(97 + a)}{chr(97 + b)}{chr(97 + c)}"
            for a in range(20)
            for b in range(20)
            for c in range(20)
        ]
    )
    ranks = np.minimum(generator.zipf(1.3, size=(n_passages, 15)), len(words)) - 1
    ranks = (ranks + generator.integers(0, 12, size=(n_passages, 1)) * 600) % len(words)
    texts = [" ".join(row) for row in words[ranks]]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    model = TopicModel(12, n_refits=0).fit(texts)
    seconds = time.process_time() - started
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    answer.put(
        f"{n_passages:>9,} passages: {seconds:6.1f} s cpu, {peak:7.0f} MB more, "
        f"{model.n_topics_} topics"
    )


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1_500)
    parser.add_argument("--corpus", default=CORPORA[0], choices=CORPORA)
    parser.add_argument("--topics", type=int, default=20)
    parser.add_argument("--refits", type=int, default=10)
    parser.add_argument("--only", action="append", choices=sorted(MODELS))
    parser.add_argument("--growth", action="store_true", help="up to a million short passages")
    chosen = parser.parse_args([] if arguments is None else arguments)
    if chosen.growth:
        return growth()
    if not DATA.is_dir():
        print(f"no data folder at {DATA}: set STANCEBOOK_DATA to compare topic models")
        return None
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))  # for the processes that measure
    texts = read_texts(chosen.corpus, chosen.articles)
    rows = []
    for name in chosen.only or MODELS:
        needed = NEEDS.get(name.split()[0])
        if needed and not _is_installed(needed):
            print(f"{name}: not installed, left out")
            continue
        context = multiprocessing.get_context("spawn")
        answer = context.Queue()
        child = context.Process(
            target=measure, args=(name, texts, chosen.topics, chosen.refits, answer)
        )
        child.start()
        while child.is_alive() and answer.empty():
            time.sleep(0.2)
        if answer.empty():
            print(f"{name}: failed")
            continue
        rows.append(answer.get())
        child.join()
        print(pd.DataFrame(rows[-1:]).to_string(index=False, header=len(rows) == 1), flush=True)
    if not rows:
        return None
    table = pd.DataFrame(rows)
    if "scikit-learn NMF" in set(table["model"]):
        plain = table.loc[table["model"] == "scikit-learn NMF", "seconds"].item()
        table["time_ratio"] = table["seconds"] / plain
    print(
        table.round(3).to_markdown(index=False)
        if _is_installed("tabulate")
        else table.round(3).to_string()
    )
    return None


def _is_installed(name):
    from importlib.util import find_spec

    return find_spec(name) is not None


if __name__ == "__main__":
    main(sys.argv[1:])
