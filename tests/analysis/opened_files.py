"""Run each step on one article and write which lists and models it opens, as JSON."""

import functools
import gc
import json
import os
import sys
from pathlib import Path

import pandas as pd

import stancebook as sb
from stancebook.analysis import corpus
from stancebook.analysis.chain import CHAIN, run_step
from stancebook.analysis.versions import PACKAGE

TEXT = '"We oppose the toll," Minister Ana Ruiz told Reuters on Monday.\n\nShe then left the room.'


def main():
    tables = {"articles": sb.read_articles(pd.DataFrame({"title": ["A toll"], "text": [TEXT]}))}
    codebook = sb.Codebook.from_dict({"concepts": [{"id": "toll", "name": "toll"}]})
    opened, used = set(), {}
    sys.addaudithook(lambda event, args: event == "open" and opened.add(str(args[0])))
    for step in CHAIN:
        for one in gc.get_objects():  # what an earlier step has read is read again
            if isinstance(one, functools._lru_cache_wrapper):
                one.cache_clear()
        opened.clear()
        if step.function:
            tables |= run_step(step, tables, codebook)
        elif step.name == "actors":
            tables["mentions"] = sb.resolve_actors(
                tables["articles"], tables["attributions"], codebook=codebook
            ).mentions
        elif step.name == "topics":
            corpus.fit_topics(iter([tables["passages"]]), n_topics=None, random_state=0)
        names = {Path(os.path.relpath(name, PACKAGE)).as_posix() for name in opened}
        used[step.name] = sorted(n for n in names if n.startswith(("lexicons/", "models/")))
    sys.stdout.write(json.dumps(used))


if __name__ == "__main__":
    main()
