"""Actors: the laws of the tables, then small articles with the answers a reader would give."""

from types import SimpleNamespace as Of

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from stancebook.actors import (
    mentions_of,
    merge_mentions,
    resolve_actors,
    speaker_mentions,
)
from stancebook.actors.merge import _end_of
from stancebook.tables import (
    ACTORS,
    ARTICLES,
    ATTRIBUTIONS,
    MENTIONS,
    UNRESOLVED,
    check_table,
    make_table,
)

MINISTRY = """VILNIUS, Aug. 3 (Baltic Wire) - The Lithuanian Ministry of Defence proposed \
on Monday that the country leave the convention. According to Defence Minister Arvydas \
Kalnius, "we cannot even train specialists". The ministry, he said, had waited too long.

Lithuania's defence ministry has asked the parliament to vote. Kalnius also met Rasa Petrauskaitė, \
the leader of the Green Party. She called the plan "a disgrace". "It is a step back," she added. \
"Nobody asked us."

Critics said the minister was wrong. Washington has not commented."""


def articles(*texts, source="The Daily"):
    rows = [
        {
            "article_id": f"a{number}",
            "title": title,
            "text": text,
            "source": source,
            "published": None,
            "url": "",
            "author": "",
            "language": "en",
            "story_id": f"a{number}",
        }
        for number, (title, text) in enumerate(
            text if isinstance(text, tuple) else ("", text) for text in texts
        )
    ]
    return make_table(pd.DataFrame(rows), ARTICLES)


def codebook(actors, concepts=()):
    return Of(
        actors=[Of(name=name, aliases=tuple(more), type=kind) for name, kind, *more in actors],
        concepts=[Of(id=name, name=name, aliases=()) for name in concepts],
    )


def answers(text, *, title="", book=None, source="The Daily"):
    mentions = resolve_actors(articles((title, text), source=source), codebook=book).mentions
    return list(zip(mentions["text"], mentions["actor"], strict=True))


# -- laws -----------------------------------------------------------------------------------------


def test_offsets_point_at_the_words():
    table = articles(("Kalnius defends plan", MINISTRY))
    mentions = resolve_actors(table).mentions
    for row in mentions.to_dict("records"):
        place = table.loc[0, "title" if row["in_title"] else "text"]
        assert place[row["start"] : row["end"]] == row["text"]


def test_tables_keep_their_contract_and_count_right():
    actors, mentions = resolve_actors(articles(MINISTRY, MINISTRY.replace("Rasa", "Ona")))
    check_table(actors, ACTORS)
    check_table(mentions, MENTIONS)
    counted = mentions[mentions["actor"] != UNRESOLVED]["actor"].value_counts()
    assert dict(zip(actors["actor"], actors["n_mentions"], strict=True)) == counted.to_dict()
    assert actors["n_articles"].max() == 2


def test_the_order_of_articles_changes_nothing():
    table = articles(MINISTRY, "Kalnius spoke again. He was tired.", "Ona Kalnius spoke.")
    forwards, backwards = resolve_actors(table), resolve_actors(table.iloc[::-1])
    assert_frame_equal(forwards.actors, backwards.actors)
    assert_frame_equal(forwards.mentions, backwards.mentions)


def test_ids_of_an_article_do_not_depend_on_others():
    one = resolve_actors(articles(MINISTRY)).mentions
    two = resolve_actors(articles(MINISTRY, "Ona Kalnius spoke.")).mentions
    assert list(one["mention_id"]) == list(two[two["article_id"] == "a0"]["mention_id"])


def test_an_article_is_read_the_same_alone_and_in_company():
    rows = articles(MINISTRY, "Ona Ruiz spoke. She left.").to_dict("records")
    parts = [mentions_of(row) for row in rows]
    assert parts == [mentions_of(row) for row in rows]
    together = resolve_actors(articles(MINISTRY, "Ona Ruiz spoke. She left."))
    assert_frame_equal(merge_mentions(reversed(parts)).mentions, together.mentions)


def test_no_article_gives_empty_tables():
    actors, mentions = resolve_actors(articles("")[:0])
    assert actors.empty
    assert mentions.empty


def test_the_input_is_unchanged():
    table = articles(MINISTRY)
    before = table.copy(deep=True)
    resolve_actors(table)
    assert_frame_equal(table, before)


PIECES = st.sampled_from(
    [
        "Ana Ruiz",
        "the minister",
        "said",
        "“",
        "”",
        '"',
        "She",
        "it",
        ".",
        "\n\n",
        "'",
        "’s",
        "of",
        "Ministry",
        "(",
        ")",
        "NATO",
        "the",
        "U.S.",
        "VOTED",
        "\u200f",
        "\t",
        "=1+1",
        "é",
        "🙂",
        ",",
    ]
)


@given(st.lists(PIECES, max_size=60).map(" ".join), st.text(max_size=80))
def test_any_text_keeps_the_contract(text, title):
    table = articles((title, text))
    mentions = resolve_actors(table).mentions
    for row in mentions.to_dict("records"):
        place = table.loc[0, "title" if row["in_title"] else "text"]
        assert place[row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A" * 100_000, id="one endless word"),
        pytest.param("Ana Ruiz of the " * 8_000, id="one endless sentence"),
        pytest.param('"' * 50_000, id="only quotation marks"),
        pytest.param("((((" * 20_000, id="only brackets"),
        pytest.param("THE MINISTER SAID NO. " * 4_000, id="shouted"),
        pytest.param("1234567890 " * 9_000, id="only digits"),
        pytest.param("he said she said they said " * 4_000, id="only pronouns"),
        pytest.param("X’s " * 30_000, id="only possessives"),
        pytest.param("van der " * 20_000 + "Berg", id="only particles"),
    ],
)
def test_hostile_texts_end(text):
    resolve_actors(articles((text[:2_000], text)))


# -- within an article ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        pytest.param("Arvydas Kalnius", "Arvydas Kalnius", id="full name"),
        pytest.param("Kalnius", "Arvydas Kalnius", id="surname"),
        pytest.param("he", "Arvydas Kalnius", id="pronoun"),
        pytest.param("She", "Rasa Petrauskaitė", id="pronoun of the other gender"),
        pytest.param("she", "Rasa Petrauskaitė", id="pronoun after a quotation"),
        pytest.param("The ministry", "Lithuanian Ministry of Defence", id="short description"),
        pytest.param("Lithuania's defence ministry", "Lithuanian Ministry of Defence", id="owner"),
        pytest.param("the minister", "Arvydas Kalnius", id="role"),
        pytest.param("Green Party", "Green Party", id="party"),
        pytest.param("Washington", "United States", id="capital for a government"),
        pytest.param("", "Rasa Petrauskaitė", id="carried-on quotation"),
    ],
)
def test_one_article(words, actor):
    assert (words, actor) in answers(MINISTRY)


def test_a_dateline_is_no_actor():
    assert "VILNIUS" not in [words for words, _ in answers(MINISTRY)]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        pytest.param(
            "Ana Ruiz met Eva Ruiz. Ruiz said no.", "Ruiz", UNRESOLVED, id="two of one surname"
        ),
        pytest.param(
            "Mr Ivo Ruiz met Ms Eva Ruiz. Ms Ruiz said no.", "Ruiz", "Eva Ruiz", id="told by Ms"
        ),
        pytest.param(
            "The Teachers' Union of Wales (TUW) struck. TUW said so.",
            "TUW",
            "Teachers' Union of Wales",
            id="acronym in brackets",
        ),
        pytest.param(
            "The World Trade Body met. WTB members voted.", "WTB", "World Trade Body", id="initials"
        ),
        pytest.param(
            "Ana Ruiz, a former nurse, spoke. The former nurse said no.",
            "The former nurse",
            "Ana Ruiz",
            id="role from an appositive",
        ),
        pytest.param(
            "A spokesperson for Norrvind AB said it would wait.",
            "Norrvind AB",
            "Norrvind AB",
            id="spokesperson",
        ),
        pytest.param(
            "Ana Ruiz of the Liberal Union spoke. Her party voted against.",
            "Her party",
            "Liberal Union",
            id="party of a person",
        ),
        pytest.param(
            "The group Arms to Ploughshares marched. Arms to Ploughshares said no.",
            "Arms to Ploughshares",
            "Arms to Ploughshares",
            id="joined by to",
        ),
        pytest.param(
            "Norrvind AB asked Ana Ruiz to wait. The company voted no.",
            "The company",
            "Norrvind AB",
            id="type",
        ),
        pytest.param(
            "The French government signed. Paris voted yes.", "Paris", "France", id="metonym"
        ),
        pytest.param(
            "This newspaper has warned before.", "This newspaper", "The Daily", id="outlet"
        ),
        pytest.param(
            'Ana Ruiz spoke. "He never asked me," she said of Ivo Brand.',
            "she",
            "Ana Ruiz",
            id="pronoun outside a quotation",
        ),
    ],
)
def test_small_articles(text, words, actor):
    assert (words, actor) in answers(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("They met in Paris on Monday.", "Paris", id="a mere place"),
        pytest.param("However, This is May.", "May", id="month"),
        pytest.param("The Convention on Cluster Munitions was signed.", "Convention", id="treaty"),
        pytest.param("It would be wrong to leave.", "It", id="it for no one"),
        pytest.param("“I will not,” said Ana Ruiz.", "I", id="first person in a quotation"),
    ],
)
def test_what_is_no_actor(text, words):
    assert all(words not in found for found, _ in answers(text))


# -- the codebook ---------------------------------------------------------------------------------

BOOK = codebook(
    [
        ("Dutch government", "government", "Netherlands", "The Hague", "the cabinet"),
        ("Marijke Oosterveld", "person", "Oosterveld", "Foreign Minister", "the minister"),
        ("Liberal Union", "party", "the Union", "the group"),
        ("NATO", "international", "the Alliance", "the alliance"),
        ("Ministry of Defence", "agency", "the ministry"),
    ],
    concepts=["Treaty on Nuclear Weapons"],
)


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        pytest.param("The Hague said no.", "The Hague", "Dutch government", id="capital"),
        pytest.param(
            "The Dutch cabinet said no.", "Dutch cabinet", "Dutch government", id="country"
        ),
        pytest.param(
            "The minister said no.", "The minister", "Marijke Oosterveld", id="only owner"
        ),
        pytest.param("Oosterveld said no.", "Oosterveld", "Marijke Oosterveld", id="surname"),
        pytest.param("The Alliance said no.", "Alliance", "NATO", id="capital alias"),
        pytest.param("The alliance said no.", "The alliance", "NATO", id="lower-case alias"),
    ],
)
def test_the_codebook_wins(text, words, actor):
    assert (words, actor) in answers(text, book=BOOK)


def test_a_piece_of_a_longer_name_is_no_alias():
    found = answers("The Postal Union of Malta said no.", book=codebook([("X", "party", "Union")]))
    assert "X" not in [actor for _, actor in found]


def test_a_concept_is_no_actor():
    found = answers("The Treaty on Nuclear Weapons said no.", book=BOOK)
    assert found == []


def test_the_codebook_gives_type_and_aliases():
    actors = resolve_actors(articles("The Hague said no."), codebook=BOOK).actors
    row = actors.set_index("actor").loc["Dutch government"]
    assert row["type"] == "government"
    assert row["in_codebook"]
    assert "Netherlands" in row["aliases"]


# -- across articles ------------------------------------------------------------------------------


def actor_of(table, article_id, words):
    chosen = table[(table["article_id"] == article_id) & (table["text"] == words)]
    return set(chosen["actor"])


def test_a_surname_alone_is_the_only_person_of_that_surname():
    mentions = resolve_actors(articles("Ana Ruiz spoke.", "Ms Ruiz spoke.")).mentions
    assert actor_of(mentions, "a1", "Ruiz") == {"Ana Ruiz"}


def test_entities_may_come_from_parquet(tmp_path):
    found = mentions_of(articles("Ana Ruiz spoke. Ms Ruiz left.").loc[0])
    frame = pd.DataFrame(found.entities)
    frame.columns = frame.columns.astype(str)
    frame.to_parquet(tmp_path / "entities.parquet")
    read = pd.read_parquet(tmp_path / "entities.parquet").itertuples(index=False, name=None)
    again = merge_mentions([found._replace(entities=list(read))])
    assert max(len(entity[-1]) for entity in found.entities) > 1
    assert_frame_equal(again.actors, merge_mentions([found]).actors)


@pytest.mark.parametrize("sure", [0.3, 0.9])
def test_no_label_makes_a_body_of_a_surname(sure):
    table = articles("Peter Hahn spoke. According to Hahn, the levy works.")
    start = table.loc[0, "text"].rindex("Hahn")
    label = {"article_id": "a0", "in_title": False, "start": start, "end": start + 4}
    marks = pd.DataFrame([{**label, "text": "Hahn", "label": "organisation", "confidence": sure}])
    mentions = resolve_actors(table, candidates=marks).mentions
    assert actor_of(mentions, "a0", "Hahn") == {"Peter Hahn"}


def test_names_that_are_joined_one_to_another_are_one_actor():
    joined = {"a": "b", "b": "c", "c": "c", "d": None, "e": "d", "f": "g", "g": "f"}
    ends = [_end_of(key, joined) for key in joined]
    assert ends == ["c", "c", "c", None, None, "f", "f"]


def test_a_regional_senate_is_not_the_senate_of_a_country_named_later():
    text = "The regional senate voted. The senate told Germany to wait. Germany urged the senate."
    assert set(dict(answers(text)).values()) == {UNRESOLVED, "Germany"}
    plain = text.replace("regional senate", "senate")
    assert ("The senate", "German Senate") in answers(plain)


def test_a_surname_of_two_people_is_not_guessed():
    mentions = resolve_actors(
        articles("Ana Ruiz spoke.", "Ivo Ruiz spoke.", "Ms Ruiz spoke.")
    ).mentions
    assert actor_of(mentions, "a2", "Ruiz") == {UNRESOLVED}


def test_one_body_under_its_written_forms():
    texts = (
        "The Lithuanian Ministry of Defence spoke.",
        "The Lithuanian Defence Ministry spoke.",
        "Lithuania's defence ministry spoke.",
    )
    mentions = resolve_actors(articles(*texts)).mentions
    assert len(set(mentions["actor"])) == 1


def test_bodies_of_two_countries_stay_apart():
    texts = ("Poland's Ministry of Defence spoke.", "Latvia's Ministry of Defence spoke.")
    assert len(set(resolve_actors(articles(*texts)).mentions["actor"])) == 2


def test_it_after_a_treaty_is_the_treaty():
    text = "Poland joined the Convention on Mines in 2011. It prohibits their use. It left in 2020."
    assert ("It", "Poland") in answers(text)
    assert [words for words, _ in answers(text)].count("It") == 1


# -- speakers -------------------------------------------------------------------------------------


def test_the_person_speaks_before_the_body():
    table = articles("Ana Ruiz, a spokeswoman for Norrvind AB, said no.")
    actors, mentions = resolve_actors(table)
    attributions = make_table(
        [
            {
                "attribution_id": "x",
                "article_id": "a0",
                "in_title": False,
                "speaker": "Ana Ruiz, a spokeswoman for Norrvind AB",
                "cue": "said",
                "content": "no",
                "speaker_spans": [[0, 39]],
                "cue_spans": [[41, 45]],
                "content_spans": [[46, 48]],
                "voice": "indirect",
                "parent_id": "",
                "confidence": 1.0,
            }
        ],
        ATTRIBUTIONS,
    )
    chosen = speaker_mentions(attributions, mentions, actors=actors)
    assert list(chosen["actor"]) == ["Ana Ruiz"]
