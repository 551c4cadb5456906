"""Countries, capitals and demonyms, from CLDR (Babel) and the package ``countryinfo``."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from .lexicon import read_list


@dataclass(frozen=True)
class Countries:
    """Names of countries and what stands for them, each form to its ISO 3166 code.

    Parameters
    ----------
    names, capitals, demonyms : dict of str to str
        Written form (as in English newspapers, accents also without) to code; ``EU`` and ``UN``
        are held as if they were countries.
    display : dict of str to str
        Code to the one name used as actor.
    adjective : dict of str to str
        Code to the word before "Ministry" or "Parliament".
    regions : frozenset of str
        Names of continents and regions, which are no actors.
    places : frozenset of str
        Large cities (CLDR's cities of time zones) and states of the United States: actors only
        where they act.
    """

    names: dict[str, str]
    capitals: dict[str, str]
    demonyms: dict[str, str]
    display: dict[str, str]
    adjective: dict[str, str]
    regions: frozenset[str]
    places: frozenset[str]


@cache
def load_countries() -> Countries:
    """Build the tables once per process (about 50 milliseconds).

    Examples
    --------
    >>> countries = load_countries()
    >>> countries.names["Lithuania"], countries.capitals["Vilnius"], countries.demonyms["Finn"]
    ('LT', 'LT', 'FI')
    >>> countries.display["US"]
    'United States'
    """
    from babel import Locale
    from countryinfo import CountryInfo, CountryNotFoundError

    territories = Locale("en").territories
    exceptions = read_list("roles_countries")
    names: dict[str, str] = {}
    capitals: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    display: dict[str, str] = {}
    adjective: dict[str, str] = {}
    for code in sorted(territories):
        if len(code) != 2 or code in ("ZZ", "XA", "XB", "QO", "EZ"):
            continue
        name = str(territories[code])
        display[code] = _plain_name(name)
        for form in _forms(name):
            names.setdefault(form, code)
        try:
            info = CountryInfo(code)
            capital, demonym = info.capital(), info.demonym()
            names.setdefault(info.name(), code)
        except (CountryNotFoundError, KeyError):
            continue
        for form in (capital or "").replace(" D.C.", "").split(" / "):
            if form and form not in exceptions["not_capitals"].get(code, ()):
                capitals.setdefault(form, code)
        adjective[code] = (demonym or "").split(",")[0] or display[code]
        for form in (demonym or "").split(","):
            if form and form not in exceptions["not_demonyms"].get(code, ()):
                demonyms.setdefault(form, code)
    for table, key in ((names, "names"), (capitals, "capitals"), (demonyms, "demonyms")):
        for code, forms in exceptions[key].items():
            table.update(dict.fromkeys(forms, code))
        table.update({_bare(form): code for form, code in table.items()})
    for code in ("TR", "CZ"):
        display[code] = {"TR": "Turkey", "CZ": "Czech Republic"}[code]
    adjective.update(exceptions["adjectives"])
    regions = frozenset(str(name) for code, name in territories.items() if code.isdigit())
    regions -= names.keys()
    zones = Locale("en").time_zones.values()
    cities = {str(zone["city"]) for zone in zones if "city" in zone}
    places = frozenset(cities | set(CountryInfo("US").provinces())) - names.keys() - capitals.keys()
    return Countries(names, capitals, demonyms, display, adjective, regions, places)


def _plain_name(name: str) -> str:
    """Return CLDR's name without its bracketed second name: "Myanmar (Burma)" is "Myanmar"."""
    return name.split(" (")[0].replace(" SAR China", "")


def _forms(name: str) -> set[str]:
    forms = {name, _plain_name(name)}
    forms |= {form.replace(" & ", " and ") for form in forms}
    return forms | {form.replace("St. ", "Saint ") for form in forms}


def _bare(form: str) -> str:
    decomposed = unicodedata.normalize("NFD", form)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).replace("’", "'")
