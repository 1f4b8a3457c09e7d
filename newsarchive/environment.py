"""How settings are read from the environment, and the folder and the key that go without it."""

import secrets
from hashlib import blake2b

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, validate

POSITIVE = validate.Range(min=0, min_inclusive=False)
NOT_NEGATIVE = validate.Range(min=0)
env = Env()


def read(reader, name, *args, **kwargs):
    """Return environment variable ``name`` through ``reader``, or stop the start and say why."""
    try:
        return reader(name, *args, **kwargs)
    except (EnvError, ValueError) as error:
        raise ImproperlyConfigured(f"{error} (read from {name})") from error


def make_home(path):
    """Create the state folder; without a writable one nothing can work."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"NEWSARCHIVE_HOME={path}: cannot be created ({error.strerror}). "
            "Name a folder that this user may write."
        ) from error
    return path


def kept_secret(path):
    """Return the secret key kept in ``path``, made at the first start; nobody else may read it."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()


def fingerprint():
    """Return what is another where any variable that was read is another."""
    return blake2b(repr(sorted(env.dump().items())).encode(), digest_size=8).hexdigest()
