"""The intake to a list: every document found, what became of it, and what was noticed in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from ...display.intake import general_words, list_notes, name_places
from ...figures.addresses import note_anchor, slug
from .lists import Item, write_list
from .site import Site

WORDS = {"rejected": "Rejected", "duplicate": "Duplicates", "read": "Read"}


def write_intake(site: Site, folder: Path) -> Iterator[Path]:
    """Write the list of all documents found, behind the numbers of the intake.

    Parameters
    ----------
    site : Site
        The report; where its analysis has no intake, nothing is written.
    folder : Path
        The run's folder.
    """
    intake = getattr(site.reading.analysis, "intake", None)
    if intake is None:
        return iter(())
    documents = intake.reset_index(drop=True)
    documents = documents.assign(place=name_places(documents))
    return write_list(
        site,
        folder,
        [*noticed_items(site, documents), *found_items(site, documents)],
        kind="intake",
        name="",
        template="intake.html",
        heading="What was found",
        n_found=len(documents),
    )


def noticed_items(site: Site, documents: pd.DataFrame) -> Iterator[Item]:
    """Yield the documents that were read and in which something was noticed, by what it was."""
    notes = list_notes(documents)
    for note, rows in sorted(notes.groupby(notes), key=lambda group: (-len(group[1]), group[0])):
        groups = (("noticed", "What was noticed"), (note_anchor(note), note))
        for row in documents.loc[rows.index].to_dict("records"):
            yield document_item(site, row, groups)


def found_items(site: Site, documents: pd.DataFrame) -> Iterator[Item]:
    """Yield every document by what became of it; the rejected ones by their reasons."""
    outer = ("found", "What became of every document")
    for status, words in WORDS.items():
        mine = documents[documents["status"] == status]
        mine = mine.assign(why=mine["reason"].map(general_words) if status == "rejected" else "")
        for why, rows in mine.groupby("why", sort=True):
            inner = ((f"r-{slug(why)}", why),) if why else ()
            for row in rows.to_dict("records"):
                yield document_item(site, row, (outer, (status, words), *inner))


def document_item(site: Site, row: dict, groups: tuple[tuple[str, str], ...]) -> Item:
    """Return one document with the article that it became or repeats, where that has a page."""
    article = site.reading.articles.get(row["article_id"])
    told = filter(None, [row["reason"], row.get("note"), row.get("date_note")])
    return Item(groups=groups, document={**row, "article": article, "told": "; ".join(told)})
