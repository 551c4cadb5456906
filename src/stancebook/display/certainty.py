"""Confidences to words: rounded, but never to the other side of the threshold."""

from __future__ import annotations


def tell_threshold(least: float) -> str:
    """Return the confidence from which statements count, with two decimals or all that it has.

    Examples
    --------
    >>> tell_threshold(0.6), tell_threshold(0.7815)
    ('0.60', '0.7815')
    """
    told = f"{least:.2f}"
    return told if float(told) == least else repr(float(least))


def tell_confidence(value: float, least: float) -> str:
    """Return a confidence with the fewest decimals, two or more, that show its side of ``least``.

    Parameters
    ----------
    value : float
        From 0 to 1.
    least : float
        The threshold, as :func:`tell_threshold` shows it.

    Examples
    --------
    >>> [tell_confidence(value, 0.7815) for value in (0.7811, 0.7849, 0.7815, 0.93)]
    ['0.78', '0.785', '0.7815', '0.93']
    >>> tell_confidence(0.7999, 0.8)
    '0.7999'
    """
    counts = value >= least
    told = (f"{value:.{decimals}f}" for decimals in range(2, 17))
    return next((one for one in told if (float(one) >= least) == counts), repr(float(value)))
