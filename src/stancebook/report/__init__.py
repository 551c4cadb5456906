"""Reports: notebooks run with checked parameters, and become pages that can be audited.

Names are loaded when first used: a notebook that only checks its parameters pays for nothing else.
"""

from ..loading import load_when_used

_MODULE_OF = {
    "RunResult": "run",
    "run_report": "run",
    "check_parameters": "parameters",
    "notebook_parameters": "parameters",
    "read_parameters": "parameters",
    "read_manifest": "manifest",
    "export_crate": "crate",
    "verify_report": "verify",
}

__all__ = sorted(_MODULE_OF)
__getattr__, __dir__ = load_when_used(__name__, _MODULE_OF)
