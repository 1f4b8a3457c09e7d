"""How long the work of a search engine takes, told to those who watch the archive."""

from prometheus_client import Histogram

# Whose answers do part of the work when they are asked for it.
LAZY = {"match", "beside"}
TIMED = LAZY | {"alike", "write", "rebuild", "merge", "ids", "page", "counts", "span", "periods"}
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60)
SECONDS = Histogram(
    "newsarchive_engine_seconds",
    "Time that the search engine took, by what it was asked.",
    ["operation"],
    buckets=BUCKETS,
)


class Timed:
    """Passes all that is asked on to an engine, or to what it found, and notes the time."""

    def __init__(self, part):
        self._part = part

    def __getattr__(self, name: str):
        given = getattr(self._part, name)
        return self._measured(name, given) if name in TIMED else given

    def _measured(self, name: str, operation):
        def measured(*args, **kwargs):
            with SECONDS.labels(name).time():
                answer = operation(*args, **kwargs)
            return Timed(answer) if name in LAZY else answer

        return measured
