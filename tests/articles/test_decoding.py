"""Encodings: recognised, said, and never damaged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.articles import read_corpus
from stancebook.articles.cleaning import clean_text
from stancebook.articles.decoding import decode, guess_encoding

SAMPLES = {
    "cp1252": "Le ministère a déclaré que « le traité » est nécessaire, et l’armée s’est tue.",
    "cp1250": "Minister powiedział, że żołnierze będą ćwiczyć dłużej niż zwykle i później wrócą.",
    "cp1257": "Krašto apsaugos ministras Arvydas Anušauskas sakė, kad šalis turėtų pasitraukti.",
    "cp1251": "Министр обороны заявил, что страна не присоединится к конвенции.",
    "koi8_r": "Министр обороны заявил, что страна не присоединится к конвенции.",
    "cp1253": "Ο υπουργός Άμυνας δήλωσε ότι η χώρα δεν θα προσχωρήσει στη σύμβαση.",
    "cp1254": "Savunma bakanı, ülkenin sözleşmeye katılmayacağını söyledi. Görüşmeler sürüyor.",
    "cp1256": "قال وزير الدفاع إن البلاد لن تنضم إلى الاتفاقية",
    "gb18030": "国防部长表示，该国不会加入集束弹药公约。",
    "cp932": "国防大臣は、クラスター弾に関する条約に加盟しないと述べた。",
    "euc_kr": "국방부 장관은 집속탄 협약에 가입하지 않겠다고 밝혔다.",
    "mac_roman": "Le ministère a déclaré que « le traité » est nécessaire, et l’armée s’est tue.",
}


@pytest.mark.parametrize("encoding", SAMPLES)
def test_an_encoding_is_recognised_and_said(encoding):
    found = decode(SAMPLES[encoding].encode(encoding))
    assert found.text == SAMPLES[encoding]
    assert found.note.startswith("read as ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"])
def test_unicode_needs_no_note(encoding):
    text = SAMPLES["cp1250"]
    assert decode(text.encode(encoding))[::2] == (text, "")


def test_a_late_accent_is_found():
    text = "Plain words. " * 20_000 + SAMPLES["cp1252"]
    assert decode(text.encode("cp1252")).text == text


def test_a_few_broken_bytes_do_not_change_the_encoding():
    data = SAMPLES["cp1251"].encode() * 3
    found = decode(data[:-1] + b"\xff.")
    assert found.encoding == "utf-8"
    assert "broken character" in found.note
    assert found.text.startswith(SAMPLES["cp1251"])


def test_mojibake_is_said_and_left():
    text = "Le ministÃ¨re a dÃ©clarÃ© â€œnonâ€\x9d"
    assert clean_text(text) == (text, "looks decoded twice (mojibake): left as it is")


@given(st.binary(max_size=400))
def test_any_bytes_become_text_that_can_be_written(data):
    text, _ = clean_text(decode(data).text)
    assert text.encode().decode() == text


@given(st.text(st.characters(), max_size=80))
def test_cleaning_twice_changes_nothing_more(text):
    once, _ = clean_text(text)
    assert clean_text(once)[0] == once
    assert not set(once) & {chr(code) for code in [*range(9), *range(11, 32), 127]}


def test_a_stray_zero_byte_does_not_change_the_encoding(tmp_path):
    text = "Die Abgeordneten stimmten über „das“ Gesetz.\x00"
    assert guess_encoding(text.encode()) == "utf-8"
    (tmp_path / "a.csv").write_text(f"text\n{text}\n", encoding="utf-8")
    articles, intake = read_corpus(tmp_path)
    assert articles["text"].tolist() == [text.rstrip("\x00")]
    assert intake["note"].tolist() == ["1 control character removed"]
