"""Figure styles as data: sizes in journal columns, colours that survive grey printing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from pathlib import Path

from ..errors import InputError

STYLES = Path(__file__).parent / "styles"

COLOURS = {"favor": "#005f99", "against": "#a34408", "neutral": "#5a5e66"}
TINTS = {"against": "#fbe9dc", "neutral": "#ececef"}
"""Pale grounds, opaque: stripes of the same colour as a ground would not be seen in an SVG."""
INK, SOFT, LINE, PAPER = "#1b1e22", "#555b63", "#d9d6cd", "#ffffff"

PAGE_COLOURS = {
    COLOURS["favor"]: "--for",
    COLOURS["against"]: "--against",
    COLOURS["neutral"]: "--neutral",
    TINTS["against"]: "--against-tint",
    TINTS["neutral"]: "--neutral-tint",
    INK: "--ink",
    SOFT: "--soft",
    LINE: "--line",
    PAPER: "--paper",
}
"""Colours of figures and the names that pages give them, so that figures follow dark mode."""

HATCHES = {"favor": "", "against": "/////", "neutral": ""}
"""A second sign beside the colour: solid, striped, pale."""

STANCE_LABELS = {"favor": "for", "against": "against", "neutral": "neutral"}


def style_names() -> list[str]:
    """Return the styles there are.

    Examples
    --------
    >>> style_names()
    ['double', 'page', 'single']
    """
    return sorted(path.stem for path in STYLES.glob("*.mplstyle"))


_CURRENT: ContextVar[str] = ContextVar("style", default="page")


@contextmanager
def figure_style(name: str = "page") -> Iterator[None]:
    """Draw in one of the styles; nothing of it stays behind.

    Parameters
    ----------
    name : str
        One of :func:`style_names`, or the path of a matplotlib style file of your own.

    Yields
    ------
    None
        Within, every ``draw_`` function uses the style.

    Raises
    ------
    InputError
        Where there is no such style.
    """
    style_file(name)
    token = _CURRENT.set(name)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def style_file(name: str) -> Path:
    """Return the file of a style."""
    path = Path(name) if Path(name).suffix else STYLES / f"{name}.mplstyle"
    if not path.is_file():
        raise InputError(f"style: expected one of {style_names()} or a style file, got {name!r}")
    return path


@contextmanager
def style_settings(name: str) -> Iterator[None]:
    """Let matplotlib's settings be exactly those of the style, whatever they were."""
    import matplotlib as mpl
    from matplotlib import rc_params_from_file

    settings = rc_params_from_file(str(style_file(name)), use_default_template=True)
    ours = {name: settings[name] for name in settings if not name.startswith("backend")}
    with mpl.rc_context(ours):
        yield


@contextmanager
def current_style() -> Iterator[str]:
    """Let matplotlib's settings be those of the style in which figures are drawn now."""
    name = _CURRENT.get()
    with style_settings(name):
        yield name


def styled(draw: Callable[..., object]) -> Callable[..., object]:
    """Make a function draw in the current style, and its figure remember which that was."""

    @wraps(draw)
    def drawn(*args: object, **kwargs: object) -> object:
        with current_style() as name:
            figure = draw(*args, **kwargs)
        figure.stancebook_style = name
        return figure

    return drawn
