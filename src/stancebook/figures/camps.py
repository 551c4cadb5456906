"""Ties to a figure: who takes the same side as whom, with the camps beside each other.

A table of pairs and not a cloud of dots: every tie can be read off, and two runs look the same.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from .describing import count_word
from .drawing import Link, draw_nothing
from .layout import letters, wrapped
from .publishing import printable
from .styling import COLOURS, INK, LINE, SOFT, styled


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
        on, after the one is taken from the other.
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
    return figure


def describe_ties(ties: pd.DataFrame) -> str:
    """Say how many pairs agree and disagree, and which does so on most concepts, if one does.

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
    told = []
    for network, words in (("congruence", "the same side"), ("conflict", "opposite sides")):
        mine = ties[ties["network"] == network].sort_values(
            ["weight", "actor_a", "actor_b"], ascending=[False, True, True]
        )
        if mine.empty:
            continue
        first = mine[mine["weight"] == mine["weight"].max()]
        names = f"{printable(first['actor_a'].iloc[0])} and {printable(first['actor_b'].iloc[0])}"
        most = int(first["weight"].iloc[0])
        concepts = f"{most} {count_word(most, 'concept')}"
        if len(mine) == 1:
            told.append(f"One pair of actors takes {words}, on {concepts}: {names}.")
        elif len(first) == len(mine):
            told.append(f"{len(mine)} pairs of actors take {words}, each on {concepts}.")
        else:
            so = f", as do {len(first) - 1} more" if len(first) > 1 else ""
            told.append(
                f"{len(mine)} pairs of actors take {words}; on most, {concepts}, {names}{so}."
            )
    return " ".join(told)
