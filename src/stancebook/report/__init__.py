"""Reports: notebooks run with checked parameters, and become pages that can be audited.

Names are loaded when first used: a notebook that only checks its parameters pays for nothing else.
"""

from importlib import import_module

_ROOM_OF = {
    "RunResult": "run",
    "run_report": "run",
    "check_parameters": "parameters",
    "notebook_parameters": "parameters",
    "read_parameters": "parameters",
    "read_manifest": "manifest",
    "export_crate": "crate",
    "verify_report": "verify",
}

__all__ = sorted(_ROOM_OF)


def __getattr__(name: str) -> object:
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'stancebook.report' has no attribute {name!r}")
    value = getattr(import_module(f".{_ROOM_OF[name]}", __name__), name)
    globals()[name] = value
    return value
