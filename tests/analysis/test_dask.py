"""A real Dask cluster of two worker processes gives the same tables, also where one is killed."""

import os
import signal
import threading
import time

import pytest
from small_corpus import assert_same

import stancebook as sb
from stancebook.errors import InputError

distributed = pytest.importorskip("distributed", reason="needs the extra 'dask'")
pytestmark = [
    pytest.mark.filterwarnings("default"),  # Dask's own threads leave sockets to the collector
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def cluster():
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**options) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def whole(articles, codebook):
    return sb.analyse(articles, codebook, method="rules")


def test_a_cluster_gives_the_same_tables(articles, codebook, cluster, whole):
    found = sb.analyse(articles, codebook, method="rules", scheduler=cluster.scheduler_address)
    assert_same(found, whole)


def test_an_address_without_a_port_is_bad_input(articles, codebook):
    with pytest.raises(InputError, match="no Dask scheduler at nowhere"):
        sb.analyse(articles, codebook, method="rules", scheduler="nowhere")


def test_a_worker_killed_in_mid_run_changes_nothing(articles, codebook, cluster, whole, tmp_path):
    def kill_when_parts_appear():
        deadline = time.monotonic() + 900
        while time.monotonic() < deadline and not list(tmp_path.glob("passages/*.parquet")):
            time.sleep(0.05)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

    killer = threading.Thread(target=kill_when_parts_appear)
    killer.start()
    found = sb.analyse(
        articles, codebook, method="rules", to=tmp_path, scheduler=cluster.scheduler_address
    )
    killer.join()
    assert_same(found, whole)


def test_no_scheduler_is_told(articles, codebook, monkeypatch):
    monkeypatch.setattr("stancebook.analysis.engines.ANSWER_LIMIT", 2)
    with pytest.raises(sb.errors.InputError, match="no Dask scheduler"):
        sb.analyse(articles, codebook, method="rules", scheduler="tcp://127.0.0.1:9")
