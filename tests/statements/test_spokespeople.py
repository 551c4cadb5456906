"""Who is introduced as speaking for whom."""

import pytest

from stancebook.statements.spokespeople import holds_office, speaks_for

FOR = [
    ("{Ana Ruiz} of the [Port Guild] said no.", "of"),
    ("{Mei Tran}, chief executive of the Brisbane start-up [Kestrel], said no.", "role after"),
    ("{Mei Tran}, who runs the contractor [Kestrel], said no.", "who runs"),
    ("[Kestrel]'s head of policy, {Mei Tran}, said no.", "possessive"),
    ("[Slovenia]’s environment minister {Nina Hafner} said no.", "possessive, no comma"),
    ("[Port Guild] chair {Ana Ruiz} said no.", "role before"),
    ("The spokesman for the [Port Guild], {Ivo Brand}, said no.", "role for"),
    ("At the [Port Guild], {Ivo Brand} said no.", "at"),
]
NOT_FOR = [
    ("{Ana Ruiz} thanked the [Port Guild].", "object"),
    ("{Ana Ruiz} voted for the bill of the [Port Guild].", "verb between"),
    ("[Kestrel] asked chair {Ana Ruiz} no.", "addressed"),
    ("[Kestrel]'s bid was what {Ana Ruiz} feared.", "possessive of a thing"),
    ("[Kestrel] and {Ana Ruiz} said no.", "side by side"),
    ("[Chile], {Peru} and Norway signed.", "list"),
    ("A spokesman for [Chile] said no; {Ana Ruiz} said yes.", "another sentence"),
    ("{Ana Ruiz}, in talks with [Kestrel], said no.", "in talks with"),
    ("{Russia}, at war with [Ukraine], said no.", "at war with"),
    ("{Ana Ruiz}, a critic of [Kestrel], said no.", "critic of"),
    ("[Kestrel] critic {Ana Ruiz} said no.", "critic"),
    ("In defiance of [Brussels], {Ana Ruiz} said no.", "in defiance of"),
    ("[Kestrel]'s new chair, an {old friend}, said no.", "no name"),
]


def marked(text):
    """Return the text, the person's span and the body's."""
    plain = text.translate(str.maketrans("", "", "{}[]"))
    person = plain.index(text[text.index("{") + 1 : text.index("}")])
    body = plain.index(text[text.index("[") + 1 : text.index("]")])
    lengths = text.index("}") - text.index("{") - 1, text.index("]") - text.index("[") - 1
    return plain, (person, person + lengths[0]), (body, body + lengths[1])


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for text, name in FOR])
def test_one_who_speaks_for_a_body(text):
    assert speaks_for(*marked(text))


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for text, name in NOT_FOR])
def test_one_who_does_not(text):
    assert not speaks_for(*marked(text))


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for text, name in FOR + NOT_FOR])
def test_nobody_is_spoken_for_by_the_body(text):
    plain, person, body = marked(text)
    assert not (speaks_for(plain, person, body) and speaks_for(plain, body, person))


def test_a_long_sentence_takes_no_longer_than_its_length():
    text = "Ana Ruiz" + " of" * 40_000 + " Kestrel"
    assert not speaks_for(text, (0, 8), (len(text) - 7, len(text)))


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Mayor Ana Ruiz said no.", True),
        ("The mayor of the old port, Ana Ruiz, said no.", True),
        ("Lithuania's defence minister, Ana Ruiz, said no.", True),
        ("Ana Ruiz, the minister, said no.", True),
        ("Ana Ruiz, Lithuania's minister for trade, said no.", True),
        ("Ana Ruiz, who is foreign minister, said no.", True),
        ("Ana Ruiz is the mayor.", True),
        ("Ana Ruiz, a spokeswoman for the ministry, said no.", True),
        ("Ana Ruiz met the mayor.", False),
        ("Ana Ruiz, 54, told the minister that it was late.", False),
        ("The mayor thanked Ana Ruiz.", False),
        ("The mayor said that Ana Ruiz would come.", False),
        ("After the mayor had spoken, Ana Ruiz left.", False),
        ("Ana Ruiz is angry, and the mayor is not.", False),
        ("Farmer Ana Ruiz, a mother of two, wrote to the president.", False),
    ],
)
def test_an_office_is_told_of_a_name_only_beside_it(text, is_told):
    at = text.index("Ana Ruiz")
    assert holds_office(text, (at, at + 8)) is is_told
