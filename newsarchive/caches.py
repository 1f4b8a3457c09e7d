"""What pages and answers remember for a while: in each process, or in Redis for all of them."""

# The name of each cache, with how many things one process keeps in it.
CACHED = {"default": 300, "answers": 300, "rates": 100_000}


def shared(url: str) -> dict:
    """Return Django's ``CACHES``, kept in a Redis."""
    backend = {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": url}
    return {name: backend | {"KEY_PREFIX": name} for name in CACHED}


def own() -> dict:
    """Return Django's ``CACHES``, kept in the memory of each process."""
    backend = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {
        name: backend | {"LOCATION": name, "OPTIONS": {"MAX_ENTRIES": most}}
        for name, most in CACHED.items()
    }
