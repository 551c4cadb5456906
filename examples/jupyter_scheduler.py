"""A job for Jupyter Scheduler: run one notebook with parameters, now or every morning.

Needs a running ``jupyter lab`` with the extension ``jupyter-scheduler``. Usage::

    python examples/jupyter_scheduler.py http://localhost:8888 TOKEN notebooks/3_stance.ipynb \
        articles=/srv/stancebook/news min_confidence=0.9

Jupyter Scheduler copies the notebook to a folder of its own and pastes each value as Python code.
This script therefore writes texts in quotes; give absolute paths, or set STANCEBOOK_HOME to the
project's folder in the server's environment, and relative ones are found from there.
"""

import ast
import json
import sys
import urllib.request


def as_code(value: str) -> str:
    """Return a value as the Python code that the scheduler pastes into the notebook."""
    try:
        return repr(ast.literal_eval(value))
    except (ValueError, SyntaxError):
        return repr(value)


def job(notebook: str, settings: list[str], *, schedule: str | None = None) -> dict:
    """Return the body of the request that creates a job, or with a schedule its definition."""
    pairs = (setting.partition("=") for setting in settings)
    body = {
        "name": notebook.rpartition("/")[2].removesuffix(".ipynb"),
        "input_uri": notebook,
        "runtime_environment_name": sys.prefix.rpartition("/")[2],
        "runtime_environment_parameters": {},
        "output_formats": ["ipynb", "html"],
        "parameters": {name: as_code(value) for name, _, value in pairs},
    }
    return body | ({"schedule": schedule, "timezone": "UTC"} if schedule else {})


def create(server: str, token: str, body: dict) -> dict:
    """Send the job to the server and return its answer."""
    kind = "job_definitions" if "schedule" in body else "jobs"
    request = urllib.request.Request(
        f"{server.rstrip('/')}/scheduler/{kind}",
        data=json.dumps(body).encode(),
        headers={"Authorization": f"token {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


if __name__ == "__main__":
    server, token, notebook, *settings = sys.argv[1:]
    daily = next((s.partition("=")[2] for s in settings if s.startswith("schedule=")), None)
    settings = [s for s in settings if not s.startswith("schedule=")]
    sys.stdout.write(json.dumps(create(server, token, job(notebook, settings, schedule=daily))))
