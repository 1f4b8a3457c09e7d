"""Connections that go to an address that was checked, and that end in time."""

import time
from collections.abc import Iterator

import httpcore
import httpx

from articles.ingestion.web.addresses import Resolver, allowed, resolve
from articles.ingestion.web.limits import Limits

MOST_ADDRESSES = 4  # of one host that are tried


class Deadline:
    """When the answer that is now awaited must be there."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.start()

    def start(self) -> None:
        self.end = time.monotonic() + self.seconds

    def within(self, timeout: float | None) -> float:
        """Return how long may be waited now: at most ``timeout`` seconds."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout(f"the whole answer took more than {self.seconds:g} seconds")
        return left if timeout is None else min(timeout, left)


class Stream(httpcore.NetworkStream):
    """A connection on which no wait goes beyond the deadline, however slowly bytes trickle in."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline):
        self.inner, self.deadline = inner, deadline

    def read(self, max_bytes, timeout=None):
        return self.inner.read(max_bytes, self.deadline.within(timeout))

    def write(self, buffer, timeout=None):
        self.inner.write(buffer, self.deadline.within(timeout))

    def close(self):
        self.inner.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        timeout = self.deadline.within(timeout)
        return Stream(self.inner.start_tls(ssl_context, server_hostname, timeout), self.deadline)

    def get_extra_info(self, info):
        return self.inner.get_extra_info(info)


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a name once, checks what it found, and connects to just that.

    Were the name resolved again for the connection, it could lead elsewhere by then.
    """

    def __init__(self, limits: Limits, deadline: Deadline, resolver: Resolver = resolve):
        self.limits, self.deadline, self.resolver = limits, deadline, resolver
        self.inner = httpcore.SyncBackend()

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        failure: Exception = httpcore.ConnectError("the host has no address")
        for address in allowed(host, port, self.limits, self.resolver)[:MOST_ADDRESSES]:
            try:
                patience = self.deadline.within(timeout)
                stream = self.inner.connect_tcp(address, port, patience, None, socket_options)
                return Stream(stream, self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


class Body(httpx.SyncByteStream):
    """The body of an answer, as httpx takes it."""

    def __init__(self, stream):
        self.stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self.stream

    def close(self) -> None:
        self.stream.close()


class CheckedTransport(httpx.BaseTransport):
    """httpx over connections of a ``CheckedBackend``. Raises the exceptions of httpcore."""

    def __init__(self, backend: CheckedBackend):
        self.pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        answer = self.pool.handle_request(
            httpcore.Request(
                request.method,
                target,
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=Body(answer.stream),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self.pool.close()
