"""Hard phenomena, one small article each: the shipped model must get most of them right.

None of these sentences, actors or concepts is in the training debates or patterns. A case that
fails is marked as such, strictly: it must be unmarked when a later model gets it right.
"""

from __future__ import annotations

import pytest

from stancebook.encoder import has_model
from stancebook.statements import extract_statements

from .samples import article, codebook, concept, tables

pytestmark = pytest.mark.skipif(not has_model("stance"), reason="the stance model is not there")

FERRY = concept(
    "night ferry", "the ferry", "the crossing", description="A subsidised overnight ferry to Orkla."
)
CHARTER = concept(
    "Salmon Charter",
    "the charter",
    "the accord",
    description="An international agreement that limits salmon farming in fjords.",
)
PENS = concept("open salmon pens", "open pens", "pens", description="Farming salmon in open nets.")
CURFEW = concept(
    "youth curfew", "the curfew", "the ordinance", description="Minors must be home by 22:00."
)
MORTARS = concept(
    "thermobaric mortars", "the mortars", "these shells", description="Having or supplying them."
)
BOOK = {c.id: c for c in (FERRY, CHARTER, PENS, CURFEW, MORTARS)}
F, C, P, Y, M = (c.id for c in (FERRY, CHARTER, PENS, CURFEW, MORTARS))
NONE = "none"

# id: (text, actors, {(actor, concept): stance}, speech as (speaker, cue, content))
CASES = {
    "negation of against": (
        "Marit Aas has at no time spoken against the night ferry.",
        ["Marit Aas"],
        {("Marit Aas", F): "favor"},
        [],
    ),
    "negation of for": (
        "Marit Aas has at no time been a friend of the night ferry.",
        ["Marit Aas"],
        {("Marit Aas", F): "against"},
        [],
    ),
    "double negation": (
        "It would be wrong to say that Orkla Harbour does not want the night ferry.",
        ["Orkla Harbour"],
        {("Orkla Harbour", F): "favor"},
        [],
    ),
    "cannot do without": (
        "The islands cannot do without the ferry, Jon Brekke said.",
        ["Jon Brekke"],
        {("Jon Brekke", F): "favor"},
        [("Jon Brekke", "said", "The islands cannot do without the ferry")],
    ),
    "concession, then for": (
        "Granted, the curfew is blunt, Ana Pinto said, but it keeps children alive.",
        ["Ana Pinto"],
        {("Ana Pinto", Y): "favor"},
        [("Ana Pinto", "said", "but it keeps children alive")],
    ),
    "concession, then against": (
        "However well the curfew is meant, Ana Pinto finds it cruel.",
        ["Ana Pinto"],
        {("Ana Pinto", Y): "against"},
        [],
    ),
    "condition for": (
        "Stella Maris would sign up to the Salmon Charter as long as small farms are spared.",
        ["Stella Maris"],
        {("Stella Maris", C): "favor"},
        [],
    ),
    "condition against": (
        "Short of a complete rewrite, Stella Maris will not put its name to the Salmon Charter.",
        ["Stella Maris"],
        {("Stella Maris", C): "against"},
        [],
    ),
    "opponent's view reported": (
        "Ana Pinto brushed aside the argument that the curfew criminalises the young.",
        ["Ana Pinto"],
        {("Ana Pinto", Y): "favor"},
        [],
    ),
    "supporter's view reported": (
        "Ana Pinto scoffed at the notion that the curfew makes anybody sleep better.",
        ["Ana Pinto"],
        {("Ana Pinto", Y): "against"},
        [],
    ),
    "change to for": (
        "After years in the opposite camp, Peru came round to the Salmon Charter.",
        ["Peru"],
        {("Peru", C): "favor"},
        [],
    ),
    "change to against": (
        "Peru, an early enthusiast, has cooled on the Salmon Charter and now wants out.",
        ["Peru"],
        {("Peru", C): "against"},
        [],
    ),
    "delay regretted": (
        "Jon Brekke finds it a pity that the night ferry has been pushed back yet again.",
        ["Jon Brekke"],
        {("Jon Brekke", F): "favor"},
        [],
    ),
    "delay wanted": (
        "Jon Brekke would like the night ferry to wait for ten years, or better for ever.",
        ["Jon Brekke"],
        {("Jon Brekke", F): "against"},
        [],
    ),
    "end celebrated": (
        "Marit Aas opened a bottle when the night ferry was struck from the budget.",
        ["Marit Aas"],
        {("Marit Aas", F): "against"},
        [],
    ),
    "end deplored": (
        "Marit Aas was in tears when the night ferry was struck from the budget.",
        ["Marit Aas"],
        {("Marit Aas", F): "favor"},
        [],
    ),
    "sad words, for": (
        '"It is a grim measure and I hate it, but the curfew must stay," Ana Pinto said.',
        ["Ana Pinto"],
        {("Ana Pinto", Y): "favor"},
        [("Ana Pinto", "said", '"It is a grim measure and I hate it, but the curfew must stay,"')],
    ),
    "kind words, against": (
        '"A lovely, generous idea, the night ferry, and we shall stop it," Marit Aas said.',
        ["Marit Aas"],
        {("Marit Aas", F): "against"},
        [
            (
                "Marit Aas",
                "said",
                '"A lovely, generous idea, the night ferry, and we shall stop it,"',
            )
        ],
    ),
    "two concepts, opposite": (
        "Rune Dahl is all for the night ferry, whereas the curfew horrifies him.",
        ["Rune Dahl"],
        {("Rune Dahl", F): "favor", ("Rune Dahl", Y): "against"},
        [],
    ),
    "rather one than the other": (
        "Given the choice, Rune Dahl would drop the night ferry and keep the curfew.",
        ["Rune Dahl"],
        {("Rune Dahl", F): "against", ("Rune Dahl", Y): "favor"},
        [],
    ),
    "two speakers": (
        "Chile cheered the Salmon Charter and Norway cursed it.",
        ["Chile", "Norway"],
        {("Chile", C): "favor", ("Norway", C): "against"},
        [],
    ),
    "two speakers, votes": (
        "Chile voted for the Salmon Charter; Norway voted against it.",
        ["Chile", "Norway"],
        {("Chile", C): "favor", ("Norway", C): "against"},
        [],
    ),
    "two speakers, turned": (
        "While Norway fights the Salmon Charter, Chile defends it.",
        ["Chile", "Norway"],
        {("Chile", C): "favor", ("Norway", C): "against"},
        [],
    ),
    "unlike": (
        "In contrast to Chile, Norway sees only harm in the Salmon Charter.",
        ["Chile", "Norway"],
        {("Norway", C): "against"},
        [],
    ),
    "quote inside a quote": (
        "\"Rune Dahl told me 'no curfew, ever', and I will not argue,\" Ana Pinto said.",
        ["Rune Dahl"],
        {("Rune Dahl", Y): "against"},
        [],
    ),
    "quote carries on": (
        '"We have waited for the night ferry," Jon Brekke said. "It is what keeps us here."',
        ["Jon Brekke"],
        {("Jon Brekke", F): "favor"},
        [
            ("Jon Brekke", "said", '"We have waited for the night ferry,"'),
            ("Jon Brekke", "said", '"It is what keeps us here."'),
        ],
    ),
    "act: joins": (
        "Iceland put its signature under the Salmon Charter in June.",
        ["Iceland"],
        {("Iceland", C): "favor"},
        [],
    ),
    "act: leaves": (
        "Iceland gave notice in June that it is leaving the Salmon Charter.",
        ["Iceland"],
        {("Iceland", C): "against"},
        [],
    ),
    "act: supplies": (
        "Belgium shipped a first load of thermobaric mortars to its ally.",
        ["Belgium"],
        {("Belgium", M): "favor"},
        [],
    ),
    "act: melts down": (
        "Belgium has melted down the last of its thermobaric mortars.",
        ["Belgium"],
        {("Belgium", M): "against"},
        [],
    ),
    "act: sues": (
        "Stella Maris took the youth curfew to the constitutional court.",
        ["Stella Maris"],
        {("Stella Maris", Y): "against"},
        [],
    ),
    "act: pays": (
        "Orkla Harbour put four million kroner into the night ferry.",
        ["Orkla Harbour"],
        {("Orkla Harbour", F): "favor"},
        [],
    ),
    "act refused": (
        "Belgium will under no circumstances hand out thermobaric mortars.",
        ["Belgium"],
        {("Belgium", M): "against"},
        [],
    ),
    "ban's foe is the thing's friend": (
        "Belgium wants to be rid of the ban on the export of thermobaric mortars.",
        ["Belgium"],
        {("Belgium", M): "favor"},
        [],
    ),
    "friend of a ban that is no concept": (
        "Stella Maris defends the ban on thermobaric mortars.",
        ["Stella Maris"],
        {("Stella Maris", M): "against"},
        [],
    ),
    "ban's friend is the thing's foe": (
        "Stella Maris campaigns for the Salmon Charter because open pens foul the fjords.",
        ["Stella Maris"],
        {("Stella Maris", C): "favor", ("Stella Maris", P): "against"},
        [],
    ),
    "ban's foe": (
        "Nordlaks wants to keep its open pens and therefore fights the Salmon Charter.",
        ["Nordlaks"],
        {("Nordlaks", C): "against", ("Nordlaks", P): "favor"},
        [],
    ),
    "neutral: figures": (
        "The night ferry carried 9,000 people last year, according to Statistics Orkla.",
        ["Statistics Orkla"],
        {("Statistics Orkla", F): "neutral"},
        [
            (
                "Statistics Orkla",
                "according to",
                "The night ferry carried 9,000 people last year",
            )
        ],
    ),
    "neutral: no comment": (
        "Rune Dahl let it be known that he would say nothing on the curfew before Easter.",
        ["Rune Dahl"],
        {("Rune Dahl", Y): "neutral"},
        [],
    ),
    "neutral: undecided": (
        "Peru is still weighing the Salmon Charter.",
        ["Peru"],
        {("Peru", C): "neutral"},
        [],
    ),
    "no position: bystander": (
        "The curfew was passed a stone's throw from the house where Rune Dahl was born.",
        ["Rune Dahl"],
        {("Rune Dahl", Y): NONE},
        [],
    ),
    "no position: about something else": (
        "The night ferry sails at ten. Marit Aas complained about her soup.",
        ["Marit Aas"],
        {("Marit Aas", F): NONE},
        [],
    ),
    "no position: addressed": (
        "Students asked Peru to leave the Salmon Charter.",
        ["Peru"],
        {("Peru", C): NONE},
        [],
    ),
    "no position: background": (
        "The Salmon Charter was drafted in 2009. It has 14 articles.",
        [],
        {("The Post", C): NONE},
        [],
    ),
    "rumour": (
        "Chile is whispered to be fond of the Salmon Charter.",
        ["Chile"],
        {("Chile", C): "favor"},
        [],
    ),
}
FAILING: dict[str, str] = {
    "double negation": "not seen as a statement",
    "two concepts, opposite": "the second of the two is not seen",
    "quote inside a quote": "the inner speaker's view is not seen",
    "delay wanted": "a wish to wait is read as support",
    "end celebrated": "glad of the end is told from no verb of support: not seen as a statement",
    "ban's friend is the thing's foe": "where the ban's name does not hold the thing's",
}


def cases():
    for name, case in CASES.items():
        marks = ()
        if name in FAILING:
            marks = pytest.mark.xfail(strict=True, reason=FAILING[name])
        yield pytest.param(*case, id=name, marks=marks)


@pytest.mark.parametrize(("text", "actors", "expected", "spoken"), list(cases()))
def test_phenomenon(text, actors, expected, spoken):
    articles = article(text)
    book = codebook(*(BOOK[c] for c in dict.fromkeys(c for _, c in expected)))
    known = tables(articles, named=[(name, name) for name in actors], spoken=spoken)
    found = extract_statements(articles, book, **known)
    best = found.sort_values("confidence").drop_duplicates(["actor", "concept"], keep="last")
    stances = best.set_index(["actor", "concept"])["stance"].to_dict()
    assert {pair: stances.get(pair, NONE) for pair in expected} == expected


def test_most_phenomena_are_right():
    assert len(FAILING) < len(CASES) / 2
