"""A debate in which every field is an attack: what a page must show as text and never run."""

from __future__ import annotations

SCRIPT = "<script>window.hacked = 1; alert(1)</script>"
HANDLER = '"><img src=x onerror="window.hacked=1">'
STYLE = "</style><style>*{display:none}</style>"
TEX = "$\\require{href}\\href{javascript:alert(1)}{x}$ \\input{/etc/passwd} ^^5c"
MARKDOWN = "[click](javascript:alert(1)) ![x](https://example.invalid/a.png) `<b>`"
FORMULA = '=HYPERLINK("https://example.invalid","x")'
OVERRIDE = "\u202eevil\u202c \u2066left open"
LONG = "w" * 10_000
TEMPLATE = "{{ 7 * 7 }} {% raw %} ${7*7}"
PATH = "../../../etc/passwd"
ATTACKS = (SCRIPT, HANDLER, STYLE, TEX, MARKDOWN, FORMULA, OVERRIDE, LONG, TEMPLATE, PATH)


def hostile_debate() -> dict:
    """Return a debate like those of the gold, with one article for each attack."""
    concepts = [
        {
            "id": f"c{n}' onclick='x" if n == 1 else f"c{n}",
            "name": attack,
            "aliases": [f"alias {n}", attack],
            "description": attack,
        }
        for n, attack in enumerate(ATTACKS[:4])
    ]
    actors = [
        {"name": f"{attack} {n}", "aliases": [attack], "type": "person"}
        for n, attack in enumerate(ATTACKS)
    ]
    return {
        "debate": "hostile",
        "concepts": concepts,
        "actors": actors,
        "articles": [_article(n, attack, concepts) for n, attack in enumerate(ATTACKS)],
    }


def _article(number: int, attack: str, concepts: list[dict]) -> dict:
    sentence = f"Speaker {attack} said that alias {number % 4} is wrong {attack}."
    return {
        "id": f"a{number}",
        "title": f"{attack} title",
        "source": f"{attack} outlet {number % 3}",
        "date": "2025-01-02" if number % 2 else "",
        "url": ["javascript:alert(1)", "https://example.org/?a=1&b=<", "data:text/html,x", ""][
            number % 4
        ],
        "author": attack,
        "text": f"{attack}\n\n{sentence} More {attack}.\n\n{attack}",
        "statements": [
            {
                "speaker": f"{attack} {number}",
                "mention": f"Speaker {attack}",
                "concept": concepts[number % 4]["id"],
                "stance": ("favor", "against", "neutral")[number % 3],
                "voice": ("direct", "indirect", "action", "narrator")[number % 4],
                "sentence": sentence,
            }
        ],
    }
