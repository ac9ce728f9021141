"""`reelbus topics`: the topics of the services on a broker."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from libs.units import span
from reelbus.console import output
from reelbus.console.connect import connect, run
from reelbus.console.errors import UserError
from reelbus.console.nearest import did_you_mean
from reelbus.console.options import Json

if TYPE_CHECKING:
    from libs.events.specs import TopicSpec
    from libs.events.topics import Topic

app = typer.Typer(no_args_is_help=True, help="List, create and check the topics of the services on a broker.")

Names = Annotated[
    list[str] | None, typer.Argument(metavar="TOPIC", help="Topics as `reelbus topics list` shows them (default: all).")
]
All = Annotated[bool, typer.Option("--all", help="Include topics and consumer groups of planned services.")]


@app.command("list")
def list_topics(
    derived: Annotated[bool, typer.Option("--derived", help="Include retry topics and dead-letter topics.")] = False,
    as_json: Json = False,
) -> None:
    """List the topics of the services, and the number of partitions of each on the broker."""
    from libs.bus.kafka.admin import partition_numbers
    from libs.events.specs import topic_specs
    from libs.events.topics import BY_NAME

    partitions = run(partition_numbers(connect()))
    rows = []
    for spec in topic_specs(tiers=retry_tiers()):
        topic = BY_NAME.get(spec.name)
        if topic is None and not derived:
            continue
        kept = spec.config.get("retention.ms")
        rows.append(
            {
                "topic": spec.name,
                "partitions": len(partitions[spec.name]) if spec.name in partitions else None,
                "key": topic.key if topic else None,
                "kept": span(int(kept) / 1000) if kept else "compacted",
                "from": ", ".join(topic.producers) if topic else None,
                "to": ", ".join(topic.consumers) if topic else None,
            }
        )
    if as_json:
        for row in rows:
            output.json_line(row)
    else:
        output.table(("TOPIC", "PARTITIONS", "KEY", "RETENTION", "FROM", "TO"), [tuple(row.values()) for row in rows])


@app.command()
def create(
    names: Names = None,
    every: All = False,
    replicas: Annotated[
        int | None,
        typer.Option(
            "--replication-factor",
            min=1,
            help="Replicas of each partition (default: 3, or the number of brokers if that is less).",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be created, and create nothing.")
    ] = False,
) -> None:
    """Create missing topics, with their retry topics and dead-letter topics.

    Existing topics are not changed.
    """
    from libs.bus.kafka.admin import create as create_topics

    specs = _specs(names, every)
    made = run(create_topics(connect(), specs, replicas=replicas, dry_run=dry_run))
    word = "would create" if dry_run else "created"
    for spec in made:
        output.line(word, spec.name, f"{spec.partitions} partition{'s' if spec.partitions > 1 else ''}")
    output.note(f"{len(specs)} topics: {word} {len(made)}, {len(specs) - len(made)} already exist")


@app.command()
def check(names: Names = None, every: All = False, as_json: Json = False) -> None:
    """Compare the topics on the broker with their specification.

    Checked are partitions, retention, cleanup policy and size limit; more partitions than specified are accepted. The
    exit status is 1 if a topic is missing or differs.
    """
    from libs.bus.kafka.admin import compare

    specs = _specs(names, every)
    differences = run(compare(connect(), specs))
    for difference in differences:
        if as_json:
            wanted = None if difference.setting == "topic" else difference.wanted
            output.json_line(
                {
                    "topic": difference.topic,
                    "setting": difference.setting,
                    "wanted": wanted,
                    "found": difference.found,
                }
            )
        else:
            output.line(str(difference))
    if differences:
        missing = sum(difference.setting == "topic" for difference in differences)
        advice = "; create missing topics with `reelbus topics create`" if missing else ""
        raise UserError(f"{len({d.topic for d in differences})} of {len(specs)} topics differ{advice}")
    output.note(f"{len(specs)} topics match their specification")


def _specs(names: Sequence[str] | None, every: bool) -> "list[TopicSpec]":
    from libs.events.specs import existing_topics, topic_specs, with_existing_groups
    from libs.events.topics import TOPICS

    if names:
        named = [_named(name) for name in names]
        chosen: Sequence[Topic] = named if every else [with_existing_groups(topic) for topic in named]
    else:
        chosen = TOPICS if every else existing_topics()
    return list(topic_specs(chosen, retry_tiers()))


def _named(name: str) -> "Topic":
    from libs.events.topics import BY_NAME

    if name not in BY_NAME:
        near = did_you_mean(name, BY_NAME) or f": use one of {', '.join(BY_NAME)}"
        raise UserError(f"unknown topic {name!r}{near}", status=2)
    return BY_NAME[name]


def retry_tiers() -> int:
    """Number of retry topics per consumer group, from WORKER_RETRY_DELAYS."""
    from libs.bus.settings import WorkerSettings
    from libs.settings import load

    return len(load(WorkerSettings).retry_delays)
