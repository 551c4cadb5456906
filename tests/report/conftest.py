import json

import pytest


@pytest.fixture
def write_notebook(tmp_path):
    """Write a small notebook; its first cell has the tag ``parameters`` unless told otherwise."""

    def write(*sources, name="page.ipynb", tagged=True, folder=tmp_path):
        cells = [
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "metadata": {"tags": ["parameters"]} if tagged and number == 0 else {},
                "execution_count": None,
                "outputs": [],
                "source": source,
            }
            for number, source in enumerate(sources)
        ]
        content = {
            "cells": cells,
            "metadata": {
                "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
                "language_info": {"name": "python"},
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")
        return path

    return write
