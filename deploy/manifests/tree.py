"""The generated files: all of them, and whether those on disk are current."""

from pathlib import Path

from deploy.manifests import autoscaling, base, monitoring, network
from deploy.manifests.objects import MADE, Files, merged

ROOT = Path(__file__).parents[1] / "k8s"


def files() -> Files:
    """All generated files by their path below deploy/k8s."""
    return merged([base.files(), autoscaling.files(), network.files(), monitoring.files()])


def write(root: Path) -> int:
    """Write the files below `root` and delete those that are made no more; how many there are."""
    made = files()
    for path in _generated(root) - made.keys():
        (root / path).unlink()
    for path, text in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return len(made)


def stale(root: Path) -> list[str]:
    """A line for each file that is missing, differs, or is made no more."""
    made = files()
    lines = [f"{path}: not made any more: delete it" for path in sorted(_generated(root) - made.keys())]
    for path, text in sorted(made.items()):
        file = root / path
        if not file.exists():
            lines.append(f"{path}: missing")
        elif file.read_text() != text:
            lines.append(f"{path}: not current")
    return lines


def _generated(root: Path) -> set[Path]:
    return {path.relative_to(root) for path in root.rglob("*.yaml") if path.read_text().startswith(MADE)}
