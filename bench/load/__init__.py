"""How many readers the archive answers in time: ``python -m bench.load``."""
