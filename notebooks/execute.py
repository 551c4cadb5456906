"""Execute the page notebooks on the seeds and store what they show: ``python notebooks/execute.py``.

Outputs are stored without times and counters of this run, so that the files change only where a
result does.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
NOTEBOOKS = sorted(FOLDER.glob("[0-9]_*.ipynb"))
KEPT = {"tags", "kernelspec", "language_info"}


def execute(path: Path) -> None:
    """Execute one notebook from the project's folder and store it in its place."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=1200,
        kernel_name="python3",
        resources={"metadata": {"path": str(FOLDER.parent)}},
    )
    client.execute()
    notebook.metadata = {
        "kernelspec": notebook.metadata["kernelspec"],
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key in KEPT}
        if cell.cell_type == "code":
            # Warnings are for the person at the machine, not for the page.
            cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
    nbformat.write(notebook, path)


def main() -> None:
    """Analyse the seeds once and execute the notebooks named on the command line, or all."""
    import stancebook as sb

    wanted = [Path(name).resolve() for name in sys.argv[1:]] or NOTEBOOKS
    os.chdir(FOLDER.parent)
    os.environ.setdefault("PYTHONHASHSEED", "0")
    with tempfile.TemporaryDirectory() as folder:
        sb.analyse("seeds", "seeds/codebook.yml", to=folder)
        os.environ["STANCEBOOK_ANALYSIS"] = folder
        for path in wanted:
            execute(path)
            sys.stdout.write(f"{path.name}: executed\n")


if __name__ == "__main__":
    main()
