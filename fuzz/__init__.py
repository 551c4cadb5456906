"""Broken files for every reader, for a fixed time: ``python -m fuzz --seconds 60``."""
