"""Articles that were there before: all at once is one by one."""

from hypothesis import given
from hypothesis import strategies as st

from stancebook.articles.known import KnownArticles

PAIRS = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["", "", "1", "2", "a", "b", "c"])),
    max_size=6,
)


@given(st.lists(PAIRS, max_size=4))
def test_remembering_all_at_once_is_identifying_one_by_one(parts):
    """Also after a part in doubt, of which nothing may have been remembered."""
    known, one_by_one = KnownArticles(), KnownArticles()
    for number, part in enumerate(parts):
        file = f"{number}.txt"
        expected = [
            one_by_one.identify(content, own, file, place)
            for place, (content, own) in enumerate(part)
        ]
        contents, owns = ([pair[place] for pair in part] for place in (0, 1))
        if known.remember(contents, owns, file, 0):
            assert all(not identity.first and not identity.note for identity in expected)
            assert [own or content for content, own in part] == [id_ for id_, *_ in expected]
        else:
            found = [
                known.identify(content, own, file, place)
                for place, (content, own) in enumerate(part)
            ]
            assert found == expected


def test_new_articles_need_no_look_one_by_one():
    known = KnownArticles()
    assert known.remember(["a", "b"], ["", ""], "a.txt", 0)
    assert known.remember(["c", "d"], ["1", "d"], "b.txt", 7)
    assert known.identify("c", "", "c.txt", 0).first == "b.txt, document 8"
    assert known.identify("c", "", "c.txt", 0).article_id == "1"
