"""``python -m tests.cluster NODES COMMAND…``: run a command beside a cluster."""

import os
import subprocess
import sys

from tests.cluster import ADDRESSES, Cluster, missing

if __name__ == "__main__":
    if name := missing():
        sys.exit(f"{name} is not installed; OpenSearch needs Java 17 and Maven.")
    with Cluster(int(sys.argv[1])) as cluster:
        environment = os.environ | {ADDRESSES: cluster.addresses}
        sys.exit(subprocess.run(sys.argv[2:], env=environment).returncode)
