"""Executed notebooks to pages: words and results in one design, the code behind a switch.

nbconvert does the work with a small template of our own over its ``basic`` one. Nothing in an
output can run: scripts and widgets are left out and said, figures of this package keep their links
and take the colours of the page, formulas become MathML.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from ...display.marks import shown
from ...display.showing import LINK
from ...figures.publishing import FIGURE_TYPE
from .site import TEMPLATES, Site, write_page

_TITLE = re.compile(r"^#\s+(.+)$", re.MULTILINE)


def write_notebook_pages(site: Site, notebooks: Sequence[Path], folder: Path) -> list[Path]:
    """Write one page for each executed notebook.

    Parameters
    ----------
    site : Site
        The report.
    notebooks : sequence of Path
        Executed notebooks.
    folder : Path
        The run's folder.

    Returns
    -------
    list of Path
        The pages, named like the notebooks.
    """
    return [
        write_page(folder, f"{path.stem}.html", notebook_page(site, path)) for path in notebooks
    ]


def notebook_page(site: Site, path: Path) -> str:
    """Return the page of one executed notebook."""
    import nbformat

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        notebook = nbformat.read(path, as_version=4)
    title, body = notebook_body(notebook)
    return site.render(
        "notebook.html",
        file=f"{path.stem}.html",
        heading=title or path.stem,
        body=Markup(body),
        name=path.name,
    )


def notebook_body(notebook: object) -> tuple[str, str]:
    """Return a notebook's title and its cells as HTML.

    Parameters
    ----------
    notebook : NotebookNode
        Executed; it is not changed.

    Returns
    -------
    tuple of str
        The first heading of level one (without markup), and the HTML of all cells.
    """
    title = ""
    for cell in notebook.cells:
        found = _TITLE.search(cell.source) if cell.cell_type == "markdown" else None
        if found:
            title = re.sub(r"[*_`]", "", found.group(1)).strip()
            break
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        body, _ = _exporter().from_notebook_node(notebook)
    return title, body


@cache
def _exporter() -> object:
    """Return the nbconvert exporter with our template and filters."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        template_name="notebook", extra_template_basedirs=[str(TEMPLATES)], anchor_link_text=""
    )
    exporter.register_filter("show_output", show_output)
    exporter.register_filter("show_prose", show_prose)
    exporter.register_filter("show_code", lambda source: escape(shown(source)))
    return exporter


def show_prose(source: str) -> str:
    """Return Markdown as HTML, its formulas as MathML.

    Examples
    --------
    >>> "<math" in show_prose("The share is $p = k / n$.")
    True
    """
    from nbconvert.filters.markdown_mistune import MarkdownWithMath

    return MarkdownWithMath(renderer=_prose_renderer()).render(source)


_EMPTY_LINK = re.compile(r'<a class="anchor-link"[^>]*?(?:/>|></a>)')


def _prose_renderer() -> object:
    from nbconvert.filters.markdown_mistune import IPythonRenderer

    class ProseRenderer(IPythonRenderer):
        """Formulas as MathML, and headings without links that nobody can see."""

        def heading(self, *args: object, **kwargs: object) -> str:
            return _EMPTY_LINK.sub("", super().heading(*args, **kwargs))

        def block_math(self, body: str) -> str:
            return f"<p>{formula(body, display='block')}</p>"

        def multiline_math(self, text: str) -> str:
            return f"<p>{formula(text, display='block')}</p>"

        def latex_environment(self, name: str, body: str) -> str:
            tex = rf"\begin{{{name}}}{body}\end{{{name}}}"
            return f"<p>{formula(tex, display='block')}</p>"

        def inline_math(self, body: str) -> str:
            return formula(body)

    return ProseRenderer(escape=False, anchor_link_text="")


def formula(tex: str, *, display: str = "inline") -> str:
    """Return a TeX formula as MathML; the TeX itself, escaped, where it cannot be read."""
    from latex2mathml.converter import convert

    try:
        return convert(tex.strip().strip("$"), display=display)
    except Exception:  # latex2mathml raises many kinds; the formula is still shown
        return f"<code>{escape(tex)}</code>"


def show_output(output: object) -> str:
    """Return one output of a cell as HTML that runs nothing.

    Of several forms of one result the first that a page can show is taken: a figure of this
    package, HTML, a picture, text.
    """
    if output.output_type == "stream":
        return _preformatted(output.text, output.name)
    if output.output_type == "error":
        return _preformatted("\n".join(output.traceback), "stderr")
    data, metadata = output.data, output.get("metadata", {})
    if FIGURE_TYPE in data:
        return show_figure(data)
    if "text/html" in data:
        html = _without_scripts(_joined(data["text/html"])).replace(f'href="{LINK}', 'href="')
        return f'<div class="scroll">{html}</div>'
    for kind in ("image/svg+xml", "image/png", "image/jpeg"):
        if kind in data:
            return _picture(kind, _joined(data[kind]), metadata.get(kind, {}).get("alt", ""))
    if "text/plain" in data:
        return _preformatted(_joined(data["text/plain"]), "stdout")
    kinds = ", ".join(sorted(data))
    return f'<p class="note">A result that only a notebook can show ({escape(kinds)}).</p>'


def show_figure(data: dict) -> str:
    """Return a figure of this package: its drawing with links, its caption, its files."""
    about = data[FIGURE_TYPE]
    about = json.loads(about) if isinstance(about, str) else about
    drawing = inline_drawing(_joined(data["image/svg+xml"]), about["name"])
    alt = escape(about["alt"])
    if about.get("is_empty"):
        return f'<p class="note">{alt}</p>'
    files = Markup(" · ").join(
        Markup('<a href="figures/{0}.{1}">{2}</a>').format(about["name"], kind, kind.upper())
        for kind in about.get("files", ())
    )
    return (
        f'<figure><div role="img" aria-label="{alt}" class="scroll">{drawing}</div>'
        f"<figcaption>{escape(about['caption'])} {files}</figcaption></figure>"
    )


_DROP = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>", re.DOTALL)
_ID = re.compile(r'(\bid="|href="#|url\(#)')


def inline_drawing(svg: str, name: str) -> str:
    """Return an SVG of this package's figures ready to stand in a page.

    Its ids are kept apart from those of other figures, its links lead into the run, and its
    colours follow the page's light or dark scheme.
    """
    from ...figures import PAGE_COLOURS

    svg = _without_scripts(_DROP.sub("", svg)).strip()
    svg = svg.replace(f'href="{LINK}', 'href="@@')
    svg = _ID.sub(rf"\g<1>{re.escape(name)}-", svg).replace('href="@@', 'href="')
    for colour, variable in PAGE_COLOURS.items():
        svg = re.sub(rf"{colour}\b", f"var({variable})", svg, flags=re.IGNORECASE)
    return svg


_OUR_STYLE = re.compile(r'<style class="stancebook">.*?</style>', re.DOTALL)
_SCRIPT = re.compile(r"<script\b.*?(?:</script\s*>|\Z)", re.DOTALL | re.IGNORECASE)


def _without_scripts(html: str) -> str:
    """Leave out scripts, which the page would refuse, and the style that it has already."""
    return _SCRIPT.sub("", _OUR_STYLE.sub("", html))


def _joined(text: object) -> str:
    return text if isinstance(text, str) else "".join(text)


_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def _preformatted(text: object, name: str) -> str:
    words = escape(shown(_ANSI.sub("", _joined(text)))).strip()
    return f'<pre class="{escape(name)}">{words}</pre>' if words else ""


def _picture(kind: str, data: str, alt: str) -> str:
    if kind == "image/svg+xml":
        import base64

        data = base64.b64encode(data.encode()).decode()
    alt = escape(alt or "Figure without a description")
    source = f"data:{kind};base64,{''.join(data.split())}"
    return f'<figure><img alt="{alt}" src="{source}"></figure>'
