"""What must hold of the topics before the first record is read."""

from collections.abc import Collection, Mapping, Sequence

from libs.bus import SetupError


def common_partitions(numbers: Mapping[str, Sequence[int]], inputs: Collection[str], changelog: str) -> int:
    """The number of partitions that all `inputs` and `changelog` have. Raises SetupError if they differ.

    A state is in the partition of its key, and so are all records of that key: the numbers have to be equal.
    """
    counts = {name: len(numbers[name]) for name in (*inputs, changelog)}
    if len(set(counts.values())) > 1:
        listed = ", ".join(f"{name} {count}" for name, count in counts.items())
        raise SetupError(
            f"the topics that are joined and their changelog must have equal numbers of partitions ({listed}): add "
            "partitions to those with fewer, while the catalog is stopped"
        )
    return counts[changelog]
