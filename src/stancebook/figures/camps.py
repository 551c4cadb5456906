"""Ties to a figure: who takes the same side as whom, with the camps beside each other.

A table of pairs and not a cloud of dots: every tie can be read off, and two runs look the same.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..tables import NETWORKS
from .describing import count_word, tell_left_out
from .drawing import Link, draw_nothing
from .layout import letters, worded, wrapped
from .publishing import printable
from .styling import COLOURS, INK, LINE, SOFT, styled

FEWEST = 2
"""A pair is named first only where each of its sides rests on so many statements."""


def order_camps(ties: pd.DataFrame) -> list[str]:
    """Order actors so that those who take the same sides stand together.

    Parameters
    ----------
    ties : DataFrame
        See :data:`stancebook.tables.TIES`; congruence draws together, conflict apart.

    Returns
    -------
    list of str
        Every actor of the ties, by the leading eigenvector of congruence minus conflict; equal
        places by name.

    References
    ----------
    .. [1] Bonacich, P. & Lloyd, P. (2004). Calculating status with negative relations. Social
       Networks 26. They call the entries of that vector status.

    Examples
    --------
    >>> ties = pd.DataFrame({"actor_a": ["A", "A", "B"], "actor_b": ["B", "C", "C"],
    ...     "network": ["congruence", "conflict", "conflict"], "weight": [1.0, 1.0, 1.0]})
    >>> order_camps(ties)
    ['A', 'B', 'C']
    """
    actors = sorted({*ties["actor_a"], *ties["actor_b"]})
    if len(actors) < 2:
        return actors
    net = net_ties(ties, actors)
    _, vectors = np.linalg.eigh(net)
    leading = vectors[:, -1].round(9)
    largest = np.argmax(np.abs(leading))
    leading = leading * (np.sign(leading[largest]) or 1)
    if leading[0] < 0:
        leading = -leading
    return [actor for _, actor in sorted(zip(-leading, actors, strict=True))]


def net_ties(ties: pd.DataFrame, actors: list[str]) -> np.ndarray:
    """Return congruence minus conflict for each pair, symmetric, in the order of the actors."""
    place = {actor: n for n, actor in enumerate(actors)}
    net = np.zeros((len(actors), len(actors)))
    kept = ties[ties["actor_a"].isin(actors) & ties["actor_b"].isin(actors)]
    for row in kept.to_dict("records"):
        a, b = place[row["actor_a"]], place[row["actor_b"]]
        signed = row["weight"] if row["network"] == "congruence" else -row["weight"]
        net[a, b] += signed
        net[b, a] += signed
    return net


def pair_ties(ties: pd.DataFrame) -> pd.DataFrame:
    """Bring what ties a pair and what parts it together, clearest pairs first.

    Parameters
    ----------
    ties : DataFrame
        See :data:`stancebook.tables.TIES`; without ``n_fewest`` every tie counts as well founded.

    Returns
    -------
    DataFrame
        One row per pair: ``actor_a``, ``actor_b``, ``congruence`` and ``conflict`` (weights, 0
        where there is no tie) and ``n_fewest``; by the difference of the weights, then their sum,
        then name.
    """
    fewest = ties.get("n_fewest", FEWEST)
    pairs = pd.DataFrame(
        {
            "actor_a": ties["actor_a"],
            "actor_b": ties["actor_b"],
            **{name: ties["weight"].where(ties["network"] == name, 0) for name in NETWORKS},
            "n_fewest": fewest,
        }
    )
    rules = {**dict.fromkeys(NETWORKS, "sum"), "n_fewest": "min"}
    pairs = pairs.groupby(["actor_a", "actor_b"], as_index=False).agg(rules)
    order = pairs.assign(
        _net=(pairs["congruence"] - pairs["conflict"]).abs(),
        _sum=pairs["congruence"] + pairs["conflict"],
    ).sort_values(["_net", "_sum", "actor_a", "actor_b"], ascending=[False, False, True, True])
    return order.drop(columns=["_net", "_sum"]).reset_index(drop=True)


def tied_actors(ties: pd.DataFrame, most: int = 20) -> set[str]:
    """Return the actors with the strongest ties, those of a figure.

    Parameters
    ----------
    ties : DataFrame
        See :data:`stancebook.tables.TIES`.
    most : int
        How many; equal ones by name.
    """
    both = pd.concat(
        [
            ties[["actor_a", "weight"]].rename(columns={"actor_a": "actor"}),
            ties[["actor_b", "weight"]].rename(columns={"actor_b": "actor"}),
        ]
    )
    strength = both.groupby("actor")["weight"].sum().reset_index()
    strength = strength.sort_values(["weight", "actor"], ascending=[False, True])
    return set(strength["actor"].head(most))


@styled
def draw_ties(ties: pd.DataFrame, *, most_actors: int = 20, link: Link | None = None) -> object:
    """Draw who takes the same side as whom: a dot for the same side, a cross for opposite sides.

    Parameters
    ----------
    ties : DataFrame
        Congruence and conflict ties together, see :data:`stancebook.tables.TIES`.
    most_actors : int
        Those with the strongest ties are drawn.
    link : callable, optional
        ``link(actor_a=..., actor_b=...)`` gives the address of what ties two actors.

    Returns
    -------
    Figure
        Actors by actors; marks grow with the number of concepts that the two agree or disagree
        on, after the one is taken from the other. A diamond is a pair that does both as often.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    drawn = tied_actors(ties, most_actors)
    actors = [actor for actor in order_camps(ties) if actor in drawn]
    if len(actors) < 2:
        return draw_nothing("No two actors take sides on one concept: nothing to draw.")
    net = net_ties(ties, actors)
    width = mpl.rcParams["figure.figsize"][0]
    row = mpl.rcParams["font.size"] / 72 * 2.0
    figure = Figure(figsize=(width, len(actors) * row + 2.2 * row + 0.9))
    axis = figure.subplots()
    places = range(len(actors))
    most = max(np.abs(net).max(), 1)
    size = (row * 72 * 0.62) ** 2
    for marker, sign, colour, label in (
        ("o", 1, COLOURS["favor"], "mostly the same side"),
        ("x", -1, COLOURS["against"], "mostly opposite sides"),
    ):
        at = [(a, b) for a in places for b in places if net[a, b] * sign > 0]
        sizes = [size * (0.25 + 0.75 * abs(net[a, b]) / most) for a, b in at]
        x, y = [b for _, b in at], [a for a, _ in at]
        marks = axis.scatter(x, y, s=sizes, marker=marker, color=colour, linewidths=1.4)
        if link:
            marks.set_urls([link(actor_a=actors[a], actor_b=actors[b]) for a, b in at])
        axis.scatter([], [], s=size * 0.6, marker=marker, color=colour, label=label)
    mixed = pair_ties(ties).query("congruence == conflict and congruence > 0")
    mixed = mixed[mixed["actor_a"].isin(actors) & mixed["actor_b"].isin(actors)]
    if len(mixed):
        a, b = ([actors.index(name) for name in mixed[end]] for end in ("actor_a", "actor_b"))
        marks = axis.scatter([*b, *a], [*a, *b], s=size * 0.25, marker="D", color=SOFT)
        if link:
            at = zip([*a, *b], [*b, *a], strict=True)
            marks.set_urls([link(actor_a=actors[one], actor_b=actors[two]) for one, two in at])
        axis.scatter(
            [], [], s=size * 0.25, marker="D", color=SOFT, label="as often the one as the other"
        )
    axis.scatter(places, places, s=size * 0.4, marker=(2, 0, -45), color=LINE, linewidths=1)
    numbers = [str(place + 1) for place in places]
    axis.set_xticks(places, numbers)
    axis.set_yticks(
        places,
        [f"{wrapped(a, letters(0.4), lines=1)}  {n}" for a, n in zip(actors, numbers, strict=True)],
    )
    axis.tick_params(axis="x", labelcolor=SOFT, top=True, labeltop=True, labelbottom=False)
    axis.set_xlim(-0.6, len(actors) - 0.4)
    axis.set_ylim(len(actors) - 0.4, -0.6)
    axis.spines[:].set_visible(False)
    axis.grid(color=LINE, linewidth=0.4)
    figure.legend(loc="outside lower right", ncols=2, labelcolor=INK)
    among = ties[ties["actor_a"].isin(actors) & ties["actor_b"].isin(actors)]
    n_actors = len({*ties["actor_a"], *ties["actor_b"]})
    left_out = tell_left_out(
        "ties",
        (len(actors), n_actors, "tied actor"),
        counted=(len(pair_ties(among)), len(pair_ties(ties)), "pair"),
    )
    return worded(figure, describe_ties(among), left_out)


def describe_ties(ties: pd.DataFrame) -> str:
    """Say how many pairs agree, disagree or do both, and which does on most concepts, if one does.

    A pair is named where each side of it rests on at least :data:`FEWEST` statements: with one
    stray statement the first place would be an accident.

    Parameters
    ----------
    ties : DataFrame
        See :data:`stancebook.tables.TIES`.

    Returns
    -------
    str
        Plain words, without direction marks; said also where there is nothing to show.
    """
    if ties.empty:
        return "No two actors take sides on one concept, so no tie is shown."
    pairs = pair_ties(ties)
    n_mixed = int(((pairs["congruence"] > 0) & (pairs["conflict"] > 0)).sum())
    only = "only " if n_mixed else ""
    told = [
        _tell_pairs(pairs[pairs[other] == 0], network, f"{only}{words}")
        for network, other, words in (
            ("congruence", "conflict", "the same side"),
            ("conflict", "congruence", "opposite sides"),
        )
    ]
    if n_mixed == 1:
        told.append("One pair takes the same side on one concept and opposite sides on another.")
    elif n_mixed:
        told.append(f"{n_mixed} pairs take the same side on one concept, opposite ones on another.")
    return " ".join(filter(None, told))


def _tell_pairs(pairs: pd.DataFrame, network: str, words: str) -> str:
    """Say how many pairs take these sides, and which of them does on most concepts."""
    mine = pairs[pairs[network] > 0]
    if mine.empty:
        return ""
    most = int(mine[network].max())
    first = mine[mine[network] == most]
    sure = first[first["n_fewest"] >= FEWEST]
    concepts = f"{most} {count_word(most, 'concept')}"
    names = [printable(name) for name in sure[["actor_a", "actor_b"]].head(1).to_numpy().ravel()]
    if len(mine) == 1:
        named = f": {' and '.join(names)}" if names else ""
        return f"One pair of actors takes {words}, on {concepts}{named}."
    if len(first) == len(mine):
        return f"{len(mine)} pairs of actors take {words}, each on {concepts}."
    if not names:
        return f"{len(mine)} pairs of actors take {words}, on up to {concepts}."
    more = len(first) - 1
    so = f", as {'does' if more == 1 else 'do'} {more} more {count_word(more, 'pair')}"
    return (
        f"{len(mine)} pairs of actors take {words}; on most, {concepts}, "
        f"{' and '.join(names)}{so if more else ''}."
    )
