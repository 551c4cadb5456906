"""Interviews: turns are told by structure, questions are nobody's, answers are of who answers."""

import pytest

import stancebook as sb
from stancebook.attributions.turns import find_interviewed, find_questions, find_turns

from .conftest import make_articles

HEAD = "Ana Ruiz, the harbour minister, spoke to Bo Lind in Velden on Monday."
TALK = (
    ("Your own engineers say that the tunnel costs too much. Why build it?", "Because I trust it."),
    ("Would the ferry be closed?", "No. I want the ferry, and the port wants it too."),
    ("Do you regret the delay?", "I do. The tunnel is late, and we know it."),
)


def interview(question="", answer="", head=HEAD):
    turns = [f"{question}{asked}\n\n{answer}{said}" for asked, said in TALK]
    return "\n\n".join([head, *turns])


LABELS = {
    "letters": ("Q: ", "A: "),
    "full stops": ("Q. ", "A. "),
    "words": ("Interviewer: ", "Ana Ruiz: "),
    "capitals": ("COURIER: ", "RUIZ: "),
    "initials": ("VC: ", "AR: "),
    "the byline": ("Bo Lind: ", "Ruiz: "),
    "only the question": ("Q: ", ""),
    "lost": ("", ""),
}


@pytest.mark.parametrize("labels", LABELS.values(), ids=LABELS)
def test_turns_alternate_whatever_the_labels_are(labels):
    text = interview(*labels)
    turns = find_turns(text, source="The Velden Courier", author="Bo Lind")
    assert [turn.kind for turn in turns] == ["question", "answer"] * 3
    said = [" ".join(text[a:b] for a, b in turn.parts) for turn in turns]
    assert said == [words for pair in TALK for words in pair]
    is_asked = find_questions(text, source="The Velden Courier", author="Bo Lind")
    assert [is_asked(text.index(pair[0])) for pair in TALK] == [True] * 3
    assert [is_asked(text.index(pair[1])) for pair in TALK] == [False] * 3


def test_an_answer_goes_on_in_the_next_paragraph():
    text = interview("Q: ", "A: ").replace("No. I want", "No.\n\nI want")
    turns = find_turns(text)
    assert [len(turn.parts) for turn in turns] == [1, 1, 1, 2, 1, 1]


NO_INTERVIEWS = {
    "news": "Ana Ruiz spoke.\n\nShe said no.\n\nWhy not?\n\nNobody knew.\n\nThe end.",
    "a list": "The basics: a tax.\n\nThe costs: none.\n\nThe risks: few.\n\nThe end: May.",
    "pros and cons": "For: jobs.\n\nAgainst: noise.\n\nFor: money.\n\nAgainst: dust.",
    "questions of readers": (
        "Readers ask.\n\nWhat if I miss it?\n\nA grant helps.\n\nMust I pay?\n\nIt says no."
        "\n\nWhen does my road close?\n\nIn May."
    ),
    "live": "09.10 Ana Ruiz: It works.\n\n09.20 Bo Lind: No.\n\n09.30 Ana Ruiz: Yes.\n\n09.40 End.",
}


@pytest.mark.parametrize("text", NO_INTERVIEWS.values(), ids=NO_INTERVIEWS)
def test_other_articles_have_no_turns(text):
    assert find_turns(text) == []


def test_answers_of_the_outlet_are_nobody_s_words():
    text = "Here is what we know.\n\n" + "\n\n".join(
        f"Q: {asked}\n\nA: The council says no." for asked, _ in TALK
    )
    assert [turn.kind for turn in find_turns(text)] == ["question", "text"] * 3


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        "Interview: Carla Stone\n\n" + HEAD,
        "By Carla Stone\n\nOur reporter met Ana Ruiz, who has a desk on the quay.",
    ],
)
def test_who_is_interviewed_is_named_in_the_head(head):
    text = interview("Q: ", "A: ", head=head)
    span = find_interviewed("The tunnel", text, find_turns(text), author="Bo Lind")
    assert text[slice(*span)] == "Ana Ruiz"


def test_the_title_tells_who_of_two_is_interviewed():
    text = interview("Q: ", "A: ", head="Bo Lind met Ana Ruiz. She was tired.")
    span = find_interviewed("Ruiz: I trust it", text, find_turns(text))
    assert text[slice(*span)] == "Ana Ruiz"


@pytest.mark.parametrize("method", ["model", "rules"])
def test_every_answer_is_said_by_who_is_interviewed_and_no_question(method, request):
    if method == "model":
        request.getfixturevalue("weights")
    text = interview("Q: ", "A: ")
    found = sb.extract_attributions(make_articles(text, titles=[""]), method=method)
    outer = found[found["parent_id"] == ""]
    answers = outer[outer["content_spans"].map(lambda spans: spans[0][0] > len(HEAD))]
    assert answers["content"].tolist() == [said for _, said in TALK]
    assert answers["speaker"].str.endswith("Ana Ruiz").all()
    assert set(answers["voice"]) == {"direct"}
    questions = [text.index(asked) for asked, _ in TALK]
    starts = {span[0] for spans in found["content_spans"] for span in spans}
    assert not any(q <= start < q + 20 for q in questions for start in starts)
