"""What several tests share: the checkout's folders, and a copy of the package that a test may spoil."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What takes longest begins first, so that no worker waits at the end for the other's last file.
LONGEST = ("site", "corpus", "notebooks", "robust", "cli", "build", "lab", "events", "charts", "examples", "readme")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ranks = {f"test_{name}": rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path.stem, len(ranks)))


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


@pytest.fixture(scope="session")
def automatic_scores(tmp_path_factory) -> dict:
    """The scores of what the rules alone find in the five texts, by (table, measure)."""
    from kaiser_data.documents import read_folder
    from kaiser_data.extract.pipeline import extract
    from kaiser_data.extracted import write_extracted
    from kaiser_data.quality.score import score

    out = tmp_path_factory.mktemp("automatic")
    write_extracted(extract(read_folder(ROOT / "seeds")).rows, out, "the seeds")
    return {(line.table, line.measure): line for line in score(ROOT / "tests" / "gold", out)}
