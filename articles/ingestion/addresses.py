"""Addresses of articles on the web: which is one, and when two are the same."""

import re
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

SCHEMES = {"http": 80, "https": 443}
# Parameters that say where a reader came from, not what is to be read.
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|igsh|mc_[ce]id|"
    r"mkt_tok|_ga|_gl|ncid|cmpid|icid|ocid|at_(?:medium|campaign)\w*|ref_src|ref_url|"
    r"__twitter_impression|amp_js_v|usqp|xtor|spm|vero_id|oly_\w+_id|s_cid|wt\.mc_id",
    re.IGNORECASE,
)
ESCAPES = re.compile("(?:%[0-9A-Fa-f]{2})+")
# Hosts under which one site shows the same pages to different readers.
TWINS = ("www.", "m.", "amp.", "mobile.")


def is_address(text: str) -> bool:
    """Return whether ``text`` is an address of the web, with a host and nothing unprintable."""
    if any(character.isspace() or not character.isprintable() for character in text):
        return False
    return text.lower().startswith(("http://", "https://")) and bool(host(text))


def host(url: str) -> str:
    """Return the host of an address, without www., or "" if there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def site(url: str) -> str:
    """Return the host of an address without what tells its twins apart (www., m., amp.)."""
    name = host(url)
    return next((name.removeprefix(twin) for twin in TWINS if name.startswith(twin)), name)


def canonical(url: str) -> str:
    """Return the one form of an address under which its article is known.

    Scheme and host are in lower case; the usual port, the fragment and tracking
    parameters are dropped; letters of other scripts stand as such, not as escapes.
    What is no address of the web is returned as it is.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        where = authority(parts)
    except ValueError:
        return url
    if parts.scheme not in SCHEMES or not parts.hostname:
        return url
    path = readable(parts.path) or "/"
    # Old sites of one page tell their articles apart by what follows #!.
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((parts.scheme, where, path, query(parts.query), fragment))


def authority(parts: SplitResult) -> str:
    """Return user, host and port as they belong into an address. Raises ValueError."""
    user, at, _ = parts.netloc.rpartition("@")
    name = parts.hostname or ""
    name = f"[{name}]" if ":" in name else name if name.isascii() else in_ascii(name)
    port = "" if parts.port in (None, SCHEMES.get(parts.scheme)) else f":{parts.port}"
    return f"{user}{at}{name}{port}"


def in_ascii(name: str) -> str:
    """Return the host's name as the net knows it. Raises ValueError."""
    return name.encode("idna").decode("ascii")


def query(text: str) -> str:
    """Return the parameters that tell one article from another, as they stand."""
    pieces = (piece for piece in text.split("&") if piece)
    kept = (piece for piece in pieces if not TRACKING.fullmatch(unquote(piece.partition("=")[0])))
    return readable("&".join(kept))


def readable(text: str) -> str:
    """Return text with escaped letters of other scripts as such; other escapes stay, in capitals.

    An address holds few letters of Hindi otherwise: each takes nine characters as escapes.
    """
    return ESCAPES.sub(lambda match: letters(match[0]), text)


def letters(escapes: str) -> str:
    """Return the letters that a run of escapes stands for; what is no letter stays escaped."""
    found = unquote(escapes, errors="surrogateescape")
    return "".join(sign if is_letter(sign) else escaped(sign) for sign in found)


def is_letter(sign: str) -> bool:
    return sign > "\x7f" and sign.isprintable() and not sign.isspace()


def escaped(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "surrogateescape"))
