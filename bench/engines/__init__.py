"""Search engines side by side: the same documents, the same queries, one run.

    python -m bench.engines --count 100000

``base`` says what each must do, ``workload`` makes what they are given, ``worker``
measures one of them in a process of its own, and a module each wraps an engine.
"""
