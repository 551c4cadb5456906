"""Exports of news databases: one layout each, whatever kind of file carries it.

A layout reads lines; the readers of DOCX, RTF, PDF, HTML and text hand it theirs. Parsers go by
structure (labels, end marks, declared counts), never by the number of a line.
"""
