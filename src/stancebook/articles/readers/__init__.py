"""One module per format, imported when the first such file turns up; see ``registry.py``."""
