"""Libraries: nothing is installed but the very files that were pinned."""

import re

import pytest
from django.conf import settings

PIN = re.compile(r"^(?P<name>[\w.\-\[\],]+)==(?P<version>\S+)( ;.*?)? \\$")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_library_is_pinned_with_its_hashes(name):
    lines = (settings.BASE_DIR / name).read_text(encoding="utf-8").splitlines()
    pins = [n for n, line in enumerate(lines) if line and line[0] not in " #"]
    assert pins
    for number in pins:
        assert PIN.match(lines[number]), lines[number]
        assert lines[number + 1].strip().startswith("--hash=sha256:"), lines[number]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_no_file_of_requirements_names_another_place_to_install_from(name):
    text = (settings.BASE_DIR / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    assert not re.findall(
        r"--(?:extra-)?index-url|--find-links|--trusted-host|://", "\n".join(lines)
    )
