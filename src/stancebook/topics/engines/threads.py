"""One core per fit: small matrix products on many threads wait more than they compute."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps


def on_one_thread(step: Callable) -> Callable:
    """Run a method on one thread of BLAS and OpenMP.

    The products inside are small: on a busy machine a second thread made a fit of half a second
    last minutes. One thread also gives the same last digits on every number of cores.
    """

    @wraps(step)
    def limited(*args: object, **options: object) -> object:
        from threadpoolctl import threadpool_limits

        with threadpool_limits(1):
            return step(*args, **options)

    return limited
