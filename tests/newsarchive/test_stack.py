"""Room on the stack: deep loops ask the system for no memory."""

import resource

import pytest

from newsarchive.stack import roomy

# Linux counts for one thread alone.
WHO = getattr(resource, "RUSAGE_THREAD", resource.RUSAGE_SELF)
CALLS = 500
DEPTHS = range(120, 400)  # more than a piece of the stack, so that some stand at its end


def called():
    pass


def loop(depth: int) -> None:
    if depth:
        loop(depth - 1)
        return
    for _ in range(CALLS):
        called()


def pages_asked_for() -> int:
    before = resource.getrusage(WHO).ru_minflt
    for depth in DEPTHS:
        loop(depth)
    return resource.getrusage(WHO).ru_minflt - before


def test_calls_over_the_end_of_a_piece_ask_for_no_memory():
    assert pages_asked_for() > CALLS, "without room they do; if not, it is needed no more"
    assert roomy(pages_asked_for)() < CALLS / 4


def test_arguments_results_and_errors_pass():
    assert roomy(divmod)(7, 2) == (3, 1)
    assert roomy(sorted)([1, 3, 2], reverse=True) == [3, 2, 1]
    with pytest.raises(ZeroDivisionError):
        roomy(divmod)(1, 0)
    assert roomy(loop).__name__ == "loop"
