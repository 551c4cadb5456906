"""Scripts without spaces are cut into terms; whatever has spaces stays as it was."""

import json
import re
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.topics import TopicModel, Vocabulary, split_words
from stancebook.topics.unsegmented import is_unsegmented, split_scripts
from stancebook.topics.vocabulary import split_printed

GOLD = sorted((Path(__file__).resolve().parents[1] / "gold" / "debates").glob("*.json"))
THEMES = {
    "zh": [
        ["集束弹药", "导弹", "坦克", "军队", "无人机"],
        ["税收", "预算", "工资", "通货膨胀", "养老金"],
        ["医院", "疫苗", "医生", "病毒", "手术"],
    ],
    "ja": [
        ["クラスター弾", "ミサイル", "戦車", "軍隊", "部隊"],
        ["税金", "予算", "賃金", "インフレ", "年金"],
        ["病院", "ワクチン", "医師", "ウイルス", "手術"],
    ],
    "th": [
        ["ขีปนาวุธ", "รถถัง", "กองทัพ", "ทหาร", "ระเบิด"],
        ["ภาษี", "งบประมาณ", "ค่าจ้าง", "เงินเฟ้อ", "บำนาญ"],
        ["โรงพยาบาล", "วัคซีน", "แพทย์", "ไวรัส", "ผ่าตัด"],
    ],
}
GLUE = {
    "zh": ["的", "和", "，", "是", "。"],
    "ja": ["の", "と", "、", "は", "する"],
    "th": ["และ", " ", "ของ", "ที่"],
}


def reference_words(text):
    """Cut as stancebook did before it knew scripts without spaces."""
    marks = "".join(
        chr(code)
        for first, last in ((0x300, 0x1200), (0x1700, 0x1D00))
        for code in range(first, last)
        if unicodedata.category(chr(code))[0] == "M"
    )
    word = re.compile(rf"[^\W\d_](?:[^\W_]|[{marks}]|(?:['\-]|[\u200c\u200d])(?=[^\W_]))*")
    words = word.findall(text.replace("\u2019", "'").lower())
    words = [word[:-2] if word.endswith("'s") else word for word in words]
    return [word for word in words if len(word) > 1]


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"])).filter(
        lambda t: not is_unsegmented(t)
    )
)
def test_what_has_spaces_is_cut_as_before(text):
    assert split_words(text) == reference_words(text)


def test_the_vocabulary_of_english_is_as_before():
    texts = [
        article["text"] for file in GOLD for article in json.loads(file.read_text())["articles"]
    ]
    vocabulary = Vocabulary(stop_words=())
    counts = vocabulary.fit_count(texts)
    words = [reference_words(text) for text in texts]
    spaced = Vocabulary(stop_words=()).fit([" ".join(row) for row in words])
    assert spaced.terms_.tolist() == vocabulary.terms_.tolist()
    assert (counts != spaced.count([" ".join(row) for row in words])).nnz == 0
    assert len(texts) > 20


@pytest.mark.parametrize(
    "text, words",
    [
        pytest.param("批准条约", ["批准", "准条", "条约"], id="Han: every two neighbours"),
        pytest.param("军队的行动", ["军队", "行动"], id="no pair reaches over grammar"),
        pytest.param(
            "《公约》，NATO与F-35战机", ["公约", "nato", "f-35", "战机"], id="Latin between"
        ),
        pytest.param("2024年5月", [], id="a lone Han is like a single letter"),
        pytest.param(
            "リトアニアがクラスター弾を禁止する", ["リトアニア", "クラスター", "禁止"], id="kana"
        ),
        pytest.param("ﾘﾄｱﾆｱ", ["ﾘﾄｱﾆｱ"], id="kana of half width"),
        pytest.param("รัฐบาล", ["รัฐ", "ฐบา", "บาล"], id="Thai: clusters"),
        pytest.param("เงินเดือน", ["เงิ" + "น", "นเดื", "เดือ", "อน"], id="Thai: leading vowels"),
        pytest.param("ລັດຖະບານ", ["ລັດ", "ດຖະ", "ຖະບາ", "ບານ"], id="Lao"),
        pytest.param("រដ្ឋាភិបាល", ["រដ្ឋា", "ដ្ឋាភិ", "ភិបា", "បាល"], id="Khmer: letters below letters"),
        pytest.param("조약을 비준했다", ["조약을", "비준했다"], id="Hangul has spaces"),
        pytest.param("hindi: संधि पर", ["hindi", "संधि", "पर"], id="Devanagari has spaces"),
    ],
)
def test_texts_without_spaces_are_cut_into_terms_and_others_at_spaces(text, words):
    assert split_words(text) == words
    assert split_printed(text) == [(word.lower(), word) for _, word in split_printed(text)]
    assert [word for word, _ in split_printed(text)] == words


@given(st.text(alphabet="集束弹药的，a 1ミサイルはリรัฐบาลเ่ำ' -"))
def test_every_piece_is_kept_and_every_term_stands_in_the_text(text):
    assert "".join(piece for piece, _ in split_scripts(text)) == text
    assert all(word in text.lower() for word in split_words(text) if is_unsegmented(word))


def write(language, n_texts, *, state=0):
    generator = np.random.default_rng(state)
    texts = []
    for row in range(n_texts):
        words = generator.choice(THEMES[language][row % 3], size=9)
        glue = generator.choice(GLUE[language], size=9)
        texts.append("".join(f"{word}{mark}" for word, mark in zip(words, glue, strict=True)))
    return texts


@pytest.mark.parametrize("language", THEMES)
def test_planted_topics_are_found_and_named_in_whole_words(language):
    texts = write(language, 90)
    model = TopicModel(3, n_refits=3).fit(texts)
    largest = model.transform(texts).argmax(axis=1)
    for theme in range(3):
        assert len(set(largest[theme::3])) == 1
    assert len(set(largest)) == 3
    assert model.topics_["stability"].min() >= 0.6
    named = [word for label in model.topics_["label"] for word in label.split(", ")]
    words = [word for theme in THEMES[language] for word in theme]
    whole = [any(word in name for word in words) for name in named]
    assert np.mean(whole) >= 0.75, named


def test_languages_mixed_take_nothing_from_each_other(planted):
    english = planted[0][:80]
    mixed = TopicModel(6, n_refits=0).fit([*english, *write("zh", 60), *write("th", 60)])
    alone = Vocabulary(min_passages=2).fit(english)
    assert set(alone.terms_) <= set(mixed.vocabulary_.terms_)
    spoken = [{is_unsegmented(term) for term in terms} for terms in mixed.topics_["terms"]]
    assert all(len(kinds) == 1 for kinds in spoken)
