"""`reelbus topics`: the table of topics on a broker."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from libs.units import span
from reelbus.console import output
from reelbus.console.connect import connect, run
from reelbus.console.errors import UserError
from reelbus.console.nearest import did_you_mean

if TYPE_CHECKING:
    from libs.events.specs import TopicSpec
    from libs.events.topics import Topic

app = typer.Typer(no_args_is_help=True, help="List, create and check the topics of the table on a broker.")

Names = Annotated[list[str] | None, typer.Argument(metavar="[TOPIC]...", help="Only these topics of the table.")]
All = Annotated[bool, typer.Option("--all", help="Also topics and groups of services that do not exist yet.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@app.command("list")
def list_topics(
    derived: Annotated[bool, typer.Option("--derived", help="Also retry topics and dead letters.")] = False,
    as_json: Json = False,
) -> None:
    """List the table's topics, and how many partitions each has on the broker."""
    from libs.bus.kafka.admin import partition_numbers
    from libs.events.specs import topic_specs
    from libs.events.topics import BY_NAME

    there = run(partition_numbers(connect()))
    rows = []
    for spec in topic_specs(tiers=retry_tiers()):
        topic = BY_NAME.get(spec.name)
        if topic is None and not derived:
            continue
        kept = spec.config.get("retention.ms")
        rows.append(
            {
                "topic": spec.name,
                "partitions": len(there[spec.name]) if spec.name in there else None,
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
        output.table(("TOPIC", "PARTITIONS", "KEY", "KEPT", "FROM", "TO"), [tuple(row.values()) for row in rows])


@app.command()
def create(
    names: Names = None,
    every: All = False,
    replicas: Annotated[
        int | None, typer.Option("--replication-factor", min=1, help="Default: 3, or as many as there are brokers.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be created.")] = False,
) -> None:
    """Create the topics of the services that exist, with their retry topics and dead letters, where they are missing.

    A topic that exists is never changed.
    """
    from libs.bus.kafka.admin import create as create_topics

    specs = _specs(names, every)
    made = run(create_topics(connect(), specs, replicas=replicas, dry_run=dry_run))
    word = "would create" if dry_run else "created"
    for spec in made:
        output.line(word, spec.name, f"{spec.partitions} partition{'s' if spec.partitions > 1 else ''}")
    output.note(f"{len(specs)} topics: {word} {len(made)}, {len(specs) - len(made)} were there")


@app.command()
def check(names: Names = None, every: All = False, as_json: Json = False) -> None:
    """Compare the broker's topics with the table; exit status 1 when any is missing or differs.

    More partitions than the table asks for are not a difference.
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
        advice = "; `reelbus topics create` makes those that are missing" if missing else ""
        raise UserError(f"{len({d.topic for d in differences})} of {len(specs)} topics differ{advice}")
    output.note(f"{len(specs)} topics are as the table says")


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
        near = did_you_mean(name, BY_NAME) or f"; known: {', '.join(BY_NAME)}"
        raise UserError(f"no topic {name!r} in the table{near}", status=2)
    return BY_NAME[name]


def retry_tiers() -> int:
    """How many retry tiers the workers have, by their own setting."""
    from libs.bus.settings import WorkerSettings
    from libs.settings import load

    return len(load(WorkerSettings).retry_delays)
