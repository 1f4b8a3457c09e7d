"""How the environment is read."""

from newsarchive import environment


def test_another_value_of_any_variable_gives_another_fingerprint(monkeypatch):
    def of(limit: str) -> str:
        monkeypatch.setenv("NEWSARCHIVE_EXPORT_LIMIT", limit)
        environment.env.int("NEWSARCHIVE_EXPORT_LIMIT")
        return environment.fingerprint()

    assert of("7") == of("7") != of("8")
