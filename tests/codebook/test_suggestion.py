"""Proposed codebooks: planted concepts and speakers are found, whatever the order of articles."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.codebook import suggest_codebook
from stancebook.codebook.phrases import find_phrases
from stancebook.codebook.speaking import _speaking, meant_by, names_of, without_places
from stancebook.errors import InputError

pytestmark = pytest.mark.filterwarnings("ignore:the weights")

TEXTS = [
    "Ana Ruiz opposes the Treaty on the Prohibition of Deep Mining (TPDM). She rejects the treaty.",
    "Parliament voted for the carbon tax. Bo Lind said that the carbon tax was overdue.",
    "Ana Ruiz said on Monday that she would ratify the Treaty on the Prohibition of Deep Mining.",
    "The carbon levy is unfair, Bo Lind said, calling for an end to the carbon tax.",
]


@pytest.fixture(scope="module")
def articles():
    return sb.read_articles(pd.DataFrame({"text": TEXTS}))


def test_planted_concepts_are_proposed_with_their_short_forms(articles):
    concepts = {concept.id: concept for concept in suggest_codebook(articles).concepts}
    treaty = concepts["treaty_on_the_prohibition_of_deep_mining"]
    assert {"TPDM", "the treaty"} <= set(treaty.aliases)
    assert "carbon levy" in concepts["carbon_tax"].aliases


DISPUTE = [
    "Mayor Ana Ruiz backs the Harbour {0}. The {1} is overdue, she said. The Harbour Board said "
    "that the Board would decide on the {1}.",
    "Bo Lind opposes the Harbour {0}. “We will stop the {1},” Lind said. The board said nothing.",
    "The council voted for the Harbour {0}. The board said it welcomed the {1}.",
]


@pytest.mark.parametrize("thing", ["Tram", "Skatepark", "Lido", "Ward", "Fairground", "Obelisk"])
def test_what_is_argued_about_and_never_speaks_is_a_concept_and_no_actor(thing):
    texts = [text.format(thing, thing.lower()) for text in DISPUTE]
    proposed = suggest_codebook(sb.read_articles(pd.DataFrame({"text": texts})))
    assert f"Harbour {thing}" in {concept.name for concept in proposed.concepts}
    assert not any(thing in actor.name for actor in proposed.actors)
    assert not any("Board" in concept.name for concept in proposed.concepts)


def test_a_turn_of_phrase_of_one_article_is_no_concept_among_many():
    texts = [text.format("Tram", "tram") for text in DISPUTE]
    texts.append("A bad law with a hole is still a bad law, said Bo Lind, who opposes the bad law.")
    proposed = suggest_codebook(sb.read_articles(pd.DataFrame({"text": texts})))
    assert {concept.name for concept in proposed.concepts} == {"Harbour Tram"}


def concepts_of(*texts):
    proposed = suggest_codebook(sb.read_articles(pd.DataFrame({"text": texts})))
    return {concept.name: set(concept.aliases) for concept in proposed.concepts}, proposed.notes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("park", "library", id="sites"),
        pytest.param("bridge", "tunnel", id="works"),
        pytest.param("closure", "merger", id="changes"),
        pytest.param("grant", "pension", id="aid"),
    ],
)
def test_two_matters_of_one_kind_are_never_one_concept(one, other):
    text = "Ana Ruiz backs the North {0}. She voted for the North {0}. She opposes the {1}. The {1}"
    text += " must stay as it is, said Bo Lind, who is against the {1}. He defends the {1}."
    concepts, _ = concepts_of(*(text.format(one.capitalize(), other) for _ in range(2)), "No.")
    alike = [name for name, aliases in concepts.items() if aliases & {f"the {other}"}]
    assert f"North {one.capitalize()}" in concepts and alike in ([], [f"the {other}"])


def test_a_short_form_is_an_alias_where_it_can_only_mean_one_matter():
    text = "Ana Ruiz backs the bathing lake. The lake is needed, she said. She voted for the lake."
    concepts, notes = concepts_of(*(f"{text} Day {day}." for day in range(3)))
    assert concepts == {"bathing lake": {"the lake"}} and notes == ()


def test_a_short_form_that_may_mean_another_matter_is_no_alias_and_the_proposal_says_so():
    shirt = "Clubs oppose the shirt ban. The ban is wrong, said Bo Lind. He fights the ban on {}."
    advert = "Ana Ruiz backs the ban on adverts. The ban is right, she said. {}"
    concepts, notes = concepts_of(*map(shirt.format, "ABC"), *map(advert.format, "DEF"))
    assert not any("the ban" in aliases for aliases in concepts.values())
    assert any(note.startswith("'the ban' may mean") for note in notes)


def test_a_name_that_loses_a_word_on_the_way_is_one_concept():
    first = "Ana Ruiz backs a free school bus. The free bus is fair, she said. Bo Lind opposes the"
    later = "Bo Lind rejects the free school bus. He voted against the free bus."
    concepts, _ = concepts_of(f"{first} free bus.", later, f"{later} So did Cy Ek.", "Nobody came.")
    assert [{name} | aliases for name, aliases in concepts.items()] == [
        {"free bus", "free school bus"}
    ]


@pytest.mark.parametrize(
    "district",
    ["The {} Ward councillor, Ana Ruiz,", "Ana Ruiz, the councillor for {} Ward,"],
)
def test_where_somebody_is_elected_is_no_concept_and_no_actor(district):
    text = district.format("Mill") + " voted for the tram bill. “I back the tram bill,” she said."
    proposed = suggest_codebook(sb.read_articles(pd.DataFrame({"text": [text, f"{text} Yes."]})))
    assert [concept.name for concept in proposed.concepts] == ["tram bill"]
    assert [actor.name for actor in proposed.actors] == ["Ana Ruiz"]


@pytest.mark.parametrize("place", ["Victoria Park", "Georgia Dam"])
def test_a_person_is_no_concept_though_her_name_ends_like_a_place(place):
    head = place.split()[1].lower()
    text = f"Sheila Ward opposes {place}. The {head} is dear, said Mrs Ward. She fights {place}."
    concepts, _ = concepts_of(text, f"{text} Yes.", "Sheila Ward said no.")
    assert set(concepts) == {place}


def test_a_place_and_what_is_named_in_passing_are_no_concepts():
    text = "In the fishing quarter, Ana Ruiz opposes the tram bill. The tram bill hurts those who "
    text += "live in the fishing quarter, she said. She owns a car park{}."
    concepts, _ = concepts_of(*map(text.format, ["", " there", " too", " still"]))
    assert set(concepts) == {"tram bill"}


def test_a_party_named_accord_is_no_concept():
    text = "The Progressive Accord said it opposes the toll. The Progressive Accord voted for it."
    more = "The Progressive Accord argued that the road toll is bad. They oppose the road toll."
    proposed = suggest_codebook(sb.read_articles(pd.DataFrame({"text": [text, more]})))
    assert {concept.name for concept in proposed.concepts} == {"road toll"}


def test_those_who_speak_are_proposed(articles):
    assert {"Ana Ruiz", "Bo Lind"} <= {actor.name for actor in suggest_codebook(articles).actors}


def test_the_order_of_articles_changes_nothing(articles):
    assert suggest_codebook(articles.iloc[::-1]) == suggest_codebook(articles)


def test_a_proposal_is_a_codebook_that_can_be_kept(articles, tmp_path):
    proposed = suggest_codebook(articles, max_concepts=2, max_actors=1)
    assert len(proposed.concepts) <= 2 and len(proposed.actors) <= 1
    assert sb.read_codebook(proposed.write(tmp_path / "codebook.yml")) == proposed


def test_the_seed_article_gives_its_convention_and_its_munitions():
    from pathlib import Path

    seeds = sb.read_articles(Path(__file__).resolve().parents[2] / "seeds")
    names = {concept.name for concept in suggest_codebook(seeds).concepts}
    assert names == {"Convention on Cluster Munitions", "cluster munitions"}


@pytest.mark.parametrize("text", ["Yes.", "1 2 3", "the of and", "!!!"])
def test_too_little_text_is_refused_with_a_way_out(text):
    with pytest.raises(InputError, match="write a codebook"):
        suggest_codebook(sb.read_articles(pd.DataFrame({"text": [text]})))


def test_an_analysis_without_a_codebook_proposes_one(articles):
    analysis = sb.analyse(articles)
    assert analysis.suggested
    assert "carbon_tax" in {concept.id for concept in analysis.codebook.concepts}


@pytest.mark.parametrize(
    "text", ["ban " * 20_000, "A" * 50_000, "carbon tax, " * 5_000, "(" * 9_999]
)
def test_monotonous_text_is_read_to_its_end(text):
    assert isinstance(find_phrases([text]), dict)


def actors_of(*texts):
    rest = " The tram bill costs much. The tram bill is debated. They oppose the tram bill."
    articles = sb.read_articles(pd.DataFrame({"text": [text + rest for text in texts]}))
    proposed = suggest_codebook(articles)
    return {actor.name: actor.aliases for actor in proposed.actors}, proposed.notes


@pytest.mark.parametrize(
    ("speaker", "speaking"),
    [
        ("Ana Ruiz, whose son Daniel died at Aldermoor College", ["Ana Ruiz"]),
        ("the leader of the Civic List, Bo Lind", ["Bo Lind", "Civic List"]),
        ("Bo Lind of the Civic List", ["Bo Lind", "Civic List"]),
        ("a spokeswoman for the Civic List", ["Civic List"]),
        ("the head of Aldermoor College", ["Aldermoor College"]),
    ],
)
def test_who_is_only_named_in_a_speakers_words_does_not_speak(speaker, speaking):
    kinds = pd.Series(
        {"Ana Ruiz": "person", "Bo Lind": "person", "Daniel": "person", "Civic List": "party"}
        | {"Aldermoor College": "other"}
    )
    articles = pd.DataFrame([{"article_id": "a", "title": "", "text": f"{speaker} said no."}])
    said = {"attribution_id": "s", "article_id": "a", "in_title": False}
    said = pd.DataFrame([said | {"speaker_spans": [[0, len(speaker)]]}])
    mentions = pd.DataFrame(
        [
            {"mention_id": name, "article_id": "a", "in_title": False, "actor": name}
            | {"start": speaker.index(name), "end": speaker.index(name) + len(name)}
            for name in kinds.index
            if name in speaker
        ]
    )
    assert sorted(_speaking(mentions, said, articles, kinds).index) == speaking


def test_a_place_and_a_piece_of_a_name_are_no_aliases():
    names = {"Norton Walkers": ["Norton"], "Moors Ambulance Trust": ["Ambulance", "Trust"]}
    kept = without_places(names, ["They met in Norton.", "The Trust met."])
    assert kept == {"Norton Walkers": [], "Moors Ambulance Trust": ["Trust"]}


def test_a_surname_is_an_alias_of_its_full_name():
    actors, notes = actors_of(
        "Helena Brandvik opposes the bill. “It is theft,” Brandvik said.",
        "Mayor Brandvik said the bill was dead. “No,” said Brandvik.",
        "“No,” said Sofia Lindqvist-Moreau.",
        "The bill is dead, Moreau said.",
    )
    assert actors == {
        "Helena Brandvik": ("Brandvik",),
        "Sofia Lindqvist-Moreau": ("Moreau", "Lindqvist-Moreau"),
    }
    assert notes == ()


def test_who_is_never_called_by_surname_alone_has_it_as_an_alias_all_the_same():
    actors, _ = actors_of(
        "Helena Brandvik opposes the bill. “It is theft,” she said.",
        "Professor Helena Brandvik of Norton University said that the bill was dead.",
    )
    assert actors == {"Helena Brandvik": ("Brandvik",)}


def test_a_surname_of_two_is_an_alias_of_neither_and_the_proposal_says_so():
    actors, notes = actors_of(
        "Helena Brandvik opposes the bill. “It is theft,” Brandvik said.",
        "Karl Brandvik said the bill was alive. Brandvik backs the bill.",
        "“It is dead,” said Brandvik.",
    )
    assert actors == {"Helena Brandvik": (), "Karl Brandvik": ()}
    assert notes == (
        "'Brandvik' may mean Helena Brandvik or Karl Brandvik: it is an alias of neither",
    )


def test_a_country_is_no_surname_and_a_body_stays_what_others_are_named_after():
    actors, notes = actors_of(
        "Jordan said that it opposes the bill. “No,” Jordan said.",
        "Michael Jordan said the bill was dead. “No,” said Michael Jordan.",
    )
    assert actors == {"Jordan": (), "Michael Jordan": ()}
    assert notes == ()


def test_a_name_that_others_hold_in_theirs_is_proposed_all_the_same():
    everyone = pd.DataFrame(
        [
            ("White House", "government", ["Executive Mansion"]),
            ("Former White House", "other", ["White House"]),
            ("Senior White House", "other", ["White House"]),
        ],
        columns=["actor", "type", "aliases"],
    )
    names = names_of(everyone)
    assert names == {
        "White House": ["Executive Mansion"],
        "Former White House": [],
        "Senior White House": [],
    }
    assert meant_by(everyone, names) == {}


METERS = [
    "Prepaid meters hurt the poor, said Ana Ruiz of Norton Tenants. The meters came in May.",
    "Bo Lind bought prepaid meters for his flats. Prepaid meters save water, he said.",
    "Cy Ek sells prepaid meters. He opposes any ban on prepaid meters, which he calls unfair.",
    "The council voted for prepaid meters. Prepaid meters cost 90 euros, and the meters are slow.",
]


def test_what_most_articles_name_without_its_ban_stands_beside_the_ban():
    concepts, _ = concepts_of(*METERS, "The tenants demand a ban on prepaid meters.")
    assert concepts == {"prepaid meters": {"the meters"}, "ban on prepaid meters": set()}


def test_a_thing_that_is_named_for_its_ban_is_left_to_the_ban():
    text = (
        "Ana Ruiz backs the ban on prepaid meters. The ban is fair, she said. Bo Lind opposes the"
    )
    concepts, _ = concepts_of(
        *(f"{text} ban on prepaid meters{end}" for end in (".", " now.", "!"))
    )
    assert set(concepts) == {"ban on prepaid meters"}


@pytest.mark.parametrize(
    "noun",
    ["governor", "county secretary", "private operator", "contract", "agreement", "law", "tenants"],
)
def test_an_office_a_role_and_a_bare_noun_are_no_concepts(noun):
    text = (
        "Ana Ruiz supports the {0}. Bo Lind opposes the {0}, and the {0} is against the tram bill"
    )
    text += ". She will vote for the tram bill. He rejects the {0}."
    concepts, _ = concepts_of(*(text.format(noun) + f" Day {day}." for day in range(4)))
    assert set(concepts) == {"tram bill"}


def test_a_surname_of_two_is_an_alias_of_the_one_who_is_named_far_more_often():
    people = pd.DataFrame(
        {"actor": ["Bo Lind", "Cy Lind"], "type": "person", "aliases": [["Lind"], []]}
    )
    names = names_of(people)
    assert "Lind" in meant_by(people.assign(n_mentions=[7, 4]), names)
    assert "Lind" not in meant_by(people.assign(n_mentions=[9, 1]), names)


def test_the_short_form_of_a_thing_that_is_mostly_named_in_full_is_its_alias():
    text = "Ana Ruiz opposes commercial motorcycles. Commercial motorcycles kill, she said. Bo Lind"
    text += " backs commercial motorcycles. He votes for commercial motorcycles. {}"
    ends = ["The motorcycles stay.", "She fears the motorcycles.", "Who hates the motorcycles?"]
    concepts, _ = concepts_of(*map(text.format, ends))
    assert concepts == {"commercial motorcycles": {"the motorcycles"}}
