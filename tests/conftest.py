"""What several tests share: the checkout's folders, and a copy of the package that a test may spoil."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def root() -> Path:
    return ROOT


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of seeds/, data/ and datapackage.json."""
    home = tmp_path / "package"
    for folder in ("seeds", "data"):
        shutil.copytree(ROOT / folder, home / folder)
    shutil.copy(ROOT / "datapackage.json", home)
    return home
