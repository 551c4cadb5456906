"""Articles and planted copies of them: cut, reordered, re-headlined, reworded, updated."""

import numpy as np
import pandas as pd

from stancebook.tables import ARTICLES, make_table, stable_id

SYLLABLES = [a + b for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]


def words_of(generator, n_words, *, theme=0):
    """Draw words by Zipf's law, half of them from the theme's own vocabulary."""
    ranks = generator.zipf(1.2, size=n_words) % 5_000
    own = generator.random(n_words) < 0.5
    ranks = np.where(own, 5_000 + theme * 500 + ranks % 500, ranks)
    return [_word(rank) for rank in ranks]


def _word(rank):
    size = len(SYLLABLES)
    return SYLLABLES[rank % size] + SYLLABLES[rank // size % size] + "s" * (rank // size**2)


def write_article(generator, *, theme, n_sentences=25):
    sentences = [
        " ".join(words_of(generator, int(generator.integers(8, 25)), theme=theme)).capitalize()
        + "."
        for _ in range(n_sentences)
    ]
    return " ".join(words_of(generator, 6, theme=theme)), sentences


def cut(generator, sentences):
    return sentences[: max(3, round(len(sentences) * generator.uniform(0.4, 0.8)))]


def reorder(generator, sentences):
    return [sentences[row] for row in generator.permutation(len(sentences))]


def reword(generator, sentences):
    """Change 15 % of the words."""
    text = [sentence.split() for sentence in sentences]
    places = [(row, column) for row, words in enumerate(text) for column in range(len(words))]
    for row, column in generator.permutation(places)[: round(len(places) * 0.15)]:
        text[row][column] = words_of(generator, 1, theme=99)[0]
    return [" ".join(words) for words in text]


def update(generator, sentences):
    """Put a new lead before the text and drop its end."""
    _, new = write_article(generator, theme=3, n_sentences=6)
    return new + sentences[: round(len(sentences) * 0.8)]


def same(generator, sentences):
    return list(sentences)


EDITS = {"cut": cut, "reorder": reorder, "reword": reword, "update": update, "rehead": same}


def write_corpus(n_stories, *, random_state=0, edits=EDITS):
    """Return ARTICLES with one column more, ``planted``: the true story. Every story is printed
    once as written, half of them once more under each kind of edit, under another headline."""
    generator = np.random.default_rng(random_state)
    rows = []
    for story in range(n_stories):
        title, sentences = write_article(generator, theme=story % 12)
        versions = [(title, sentences, "original")]
        if story % 2:
            for name, edit in edits.items():
                headline = " ".join(words_of(generator, 6, theme=98))
                versions.append((headline, edit(generator, sentences), name))
        for headline, body, name in versions:
            day = pd.Timestamp("2024-01-01") + pd.Timedelta(days=int(generator.integers(60)))
            rows.append((headline, " ".join(body), f"outlet {len(rows) % 9}", day, story, name))
    frame = pd.DataFrame(rows, columns=["title", "text", "source", "published", "planted", "edit"])
    frame["article_id"] = [stable_id(row, frame["text"][row]) for row in frame.index]
    frame["story_id"] = frame["article_id"]
    for column in ("url", "author", "language"):
        frame[column] = ""
    return make_table(frame, ARTICLES).assign(planted=frame["planted"], edit=frame["edit"])


def pairs_of(labels):
    """Return the pairs of rows that share a label."""
    groups = pd.Series(range(len(labels))).groupby(list(labels))
    return {(a, b) for _, rows in groups for a in rows for b in rows if a < b}
