"""A real OpenSearch cluster for tests: each node a process, in a temporary folder, on free ports.

``python -m tests.cluster 3 COMMAND…`` runs a command beside a cluster of three nodes;
tests find it under ``TEST_CLUSTER`` and start none of their own.
"""

import json
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock

PROJECT = Path(__file__).parent
CLASSPATH = PROJECT / "target" / "classpath"
NODE = PROJECT / "Node.java"
# Compiled quickly, not well: nodes live for minutes.
JVM = ["-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
LONGEST_START = 240.0  # seconds; a machine that runs other tests beside takes its time
# Where there is one, a folder in memory: three nodes that sync each new index to a disk are slow.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
ADDRESSES = "TEST_CLUSTER"  # the variable that names a cluster which runs already
NEEDED = ("javac", "mvn")  # a JDK, since a node is compiled as it starts


def missing() -> str:
    """Return which program is not there without which no cluster can be started."""
    return next((name for name in NEEDED if not shutil.which(name)), "")


def classpath() -> str:
    """Return where Java finds OpenSearch, fetched by Maven once."""
    CLASSPATH.parent.mkdir(exist_ok=True)
    with FileLock(CLASSPATH.with_suffix(".lock")):
        if not is_fresh():
            goal = ["dependency:build-classpath", f"-Dmdep.outputFile={CLASSPATH}"]
            command = ["mvn", "-q", "-B", "-f", str(PROJECT / "pom.xml"), *goal]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            CLASSPATH.touch()  # what is the same as before is not written again
        return CLASSPATH.read_text(encoding="utf-8").strip()


def is_fresh() -> bool:
    if not CLASSPATH.exists() or CLASSPATH.stat().st_mtime < (PROJECT / "pom.xml").stat().st_mtime:
        return False
    return all(Path(jar).exists() for jar in CLASSPATH.read_text("utf-8").strip().split(":"))


def free_ports(number: int) -> list[int]:
    sockets = [socket.socket() for _ in range(number)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Cluster:
    """Nodes by number, from 0; each keeps its folder and its ports when it is started again."""

    def __init__(self, size: int, jvm: Sequence[str] = JVM, folder: str | None = MEMORY):
        self.jvm = jvm
        ports = free_ports(2 * size)
        self.http, self.transport = ports[:size], ports[size:]
        self.names = [f"node{number}" for number in range(size)]
        self.nodes: dict[int, subprocess.Popen] = {}
        self.home = TemporaryDirectory(prefix="newsarchive-cluster-", dir=folder)

    @property
    def addresses(self) -> str:
        return ",".join(f"127.0.0.1:{port}" for port in self.http)

    def __enter__(self) -> "Cluster":
        try:
            for number in range(len(self.names)):
                self.start(number)
            self.wait(f"wait_for_nodes={len(self.names)}")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception) -> None:
        for number in list(self.nodes):
            self.kill(number)
        self.home.cleanup()

    def start(self, number: int) -> None:
        folder = Path(self.home.name) / self.names[number]
        folder.mkdir(exist_ok=True)
        ports = str(self.http[number]), str(self.transport[number])
        seeds = ",".join(f"127.0.0.1:{port}" for port in self.transport)
        place = [str(folder), self.names[number], *ports, seeds, ",".join(self.names)]
        command = ["java", *self.jvm, "-cp", classpath(), str(NODE), *place]
        with (folder / "output.txt").open("ab") as output:
            self.nodes[number] = subprocess.Popen(command, stdout=output, stderr=output)

    def kill(self, number: int) -> None:
        """End a node as a power cut would: it says goodbye to nobody."""
        node = self.nodes.pop(number)
        node.send_signal(signal.SIGKILL)
        node.wait()

    def wait(self, condition: str) -> None:
        """Wait until the health of the cluster is as asked for (``wait_for_status=green``)."""
        end = time.monotonic() + LONGEST_START
        while not self.healthy(condition):
            if time.monotonic() > end:
                raise TimeoutError(f"The cluster is not ready ({condition}).\n{self.output()}")
            time.sleep(0.2)

    def healthy(self, condition: str) -> bool:
        for number in list(self.nodes):
            if self.nodes[number].poll() is not None:
                raise RuntimeError(f"{self.names[number]} ended by itself.\n{self.output()}")
        number = min(self.nodes)
        url = f"http://127.0.0.1:{self.http[number]}/_cluster/health?timeout=5s&{condition}"
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return not json.load(answer)["timed_out"]
        except (OSError, ValueError):
            return False

    def output(self) -> str:
        files = sorted(Path(self.home.name).glob("*/output.txt"))
        return "\n".join(f"{file}:\n{file.read_text('utf-8', 'replace')[-3000:]}" for file in files)
