"""Tests of the articles' room; generators of files of every format stand in generators.py."""
