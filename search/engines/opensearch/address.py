"""What ``SEARCH_URL`` says of a cluster."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PLAIN, ENCRYPTED = "opensearch", "opensearch+https"
PORT = 9200
INDEX = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
EXAMPLE = "opensearch://user:password@host:9200/index?shards=1&replicas=1"


@dataclass(frozen=True)
class Address:
    """Where a cluster is, who asks, and how its index is shared out."""

    hosts: tuple[str, ...]  # host:port
    index: str
    user: str = ""
    password: str = ""
    encrypted: bool = False
    ca: str = ""  # the file of a certificate authority of one's own
    shards: int = 1
    replicas: int = 1

    def __str__(self) -> str:
        """Without the password, for messages."""
        return f"{ENCRYPTED if self.encrypted else PLAIN}://{','.join(self.hosts)}/{self.index}"


def address_of(url: SplitResult) -> Address:
    """Read an address; raises ``ImproperlyConfigured``, which never shows the password."""
    credentials, _, places = url.netloc.rpartition("@")
    user, _, password = credentials.partition(":")
    index = url.path.strip("/")
    if not INDEX.fullmatch(index):
        raise wrong(f"{index!r} is no name of an index: small letters, digits, - and _")
    options = dict(parse_qsl(url.query, keep_blank_values=True))
    return Address(
        hosts=tuple(host_of(one) for one in places.split(",")),
        index=index,
        user=unquote(user),
        password=unquote(password),
        encrypted=url.scheme == ENCRYPTED,
        ca=options.pop("ca", ""),
        shards=number(options, "shards", least=1),
        replicas=number(options, "replicas", least=0, rest=True),
    )


def host_of(text: str) -> str:
    try:
        place = urlsplit(f"//{text.strip()}")
        port = place.port or PORT
    except ValueError:
        raise wrong(f"{text!r} is no host with a port") from None
    if not place.hostname:
        raise wrong("a host is missing")
    name = f"[{place.hostname}]" if ":" in place.hostname else place.hostname
    return f"{name}:{port}"


def number(options: dict[str, str], name: str, least: int, rest: bool = False) -> int:
    """Take a number out of the options; ``rest`` refuses those that are left then."""
    text = options.pop(name, "1")
    if not text.isascii() or not text.isdigit() or int(text) < least:
        raise wrong(f"{name}={text}: write a whole number, at least {least}")
    if rest and options:
        raise wrong(f"{', '.join(sorted(options))}: only ca, shards and replicas are known")
    return int(text)


def wrong(reason: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"SEARCH_URL: {reason}. Write {EXAMPLE}.")
