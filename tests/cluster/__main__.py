"""``python -m tests.cluster NODES COMMAND…``: run a command beside a cluster."""

import os
import subprocess
import sys

from tests.cluster import ADDRESSES, Cluster, missing


def main(nodes: int, command: list[str]) -> int:
    if name := missing():
        reason = f"{name} is not installed; OpenSearch needs Java 17 and Maven."
        if os.environ.get("CI"):
            raise SystemExit(reason)
        print(f"{reason} Without it the tests of a search cluster are skipped.")
        return 0
    with Cluster(nodes) as cluster:
        environment = os.environ | {ADDRESSES: cluster.addresses}
        return subprocess.run(command, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
