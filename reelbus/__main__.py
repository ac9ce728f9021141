"""The `reelbus` command: the local stack and its demo, topics and events, and what services do without a broker."""

import logging
import shutil
import sys
from typing import Annotated, NoReturn

import typer

from libs.extras import install_command
from libs.extras import version as installed_version
from reelbus.console import output
from reelbus.console.errors import UserError
from reelbus.console.help import join_lines

HELP = """Turn short shop videos and cover images into listings, thumbnails, collages and merged videos.

KAFKA_BOOTSTRAP_SERVERS (default 127.0.0.1:9092) and the other KAFKA_* settings set the brokers."""


WIDE, NARROWEST = 80, 30
"""Columns of a terminal."""

EXTRAS = {
    "captions": "caption",
    "tags": "tagger",
    "thumbnails": "thumbnail",
    "models": "thumbnail",
    "storage": "collage",
    "ingest": "ingest",
    "batch": "collage",
    "calls": "enhance",
    "listings": "listings",
    "videos": "thumbnail,listings",
    "reprocess": "listings",
    "collage": "collage",
    "database": "collage",
    "products": "enhance",
    "images": "enhance",
    "merge": "merge",
    "demo": "services,local",
    "up": "services,local",
}
"""Extras of commands that need more than the base packages."""


def _app() -> typer.Typer:
    from reelbus import collage, database, dlq, ingest, lag, produce, schemas, storage, topics, watch
    from reelbus.batch import command as batch
    from reelbus.calls import command as calls
    from reelbus.captions import command as captions
    from reelbus.demo import command as demo
    from reelbus.images import command as images
    from reelbus.listings import command as listings
    from reelbus.merge import command as merge
    from reelbus.models import command as models
    from reelbus.products import command as products
    from reelbus.reprocess import command as reprocess
    from reelbus.stack import command as stack
    from reelbus.tags import command as tags
    from reelbus.thumbnails import command as thumbnails
    from reelbus.videos import command as videos

    app = typer.Typer(
        name="reelbus",
        help=HELP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},  # sub-commands inherit them
    )
    app.callback()(_options)
    app.command("demo")(demo.demo)
    app.command("up")(stack.up)
    app.command("produce")(produce.produce)
    app.command("watch")(watch.watch)
    app.command("lag")(lag.lag)
    app.add_typer(topics.app, name="topics")
    app.add_typer(dlq.app, name="dlq")
    app.add_typer(captions.app, name="captions")
    app.add_typer(tags.app, name="tags")
    app.add_typer(models.app, name="models")
    app.add_typer(thumbnails.app, name="thumbnails")
    app.add_typer(listings.app, name="listings")
    app.add_typer(videos.app, name="videos")
    app.command("reprocess")(reprocess.reprocess)
    app.add_typer(merge.app, name="merge")
    app.add_typer(ingest.app, name="ingest")
    app.add_typer(batch.app, name="batch")
    app.add_typer(collage.app, name="collage")
    app.add_typer(calls.app, name="calls")
    app.add_typer(products.app, name="products")
    app.add_typer(images.app, name="images")
    app.add_typer(storage.app, name="storage")
    app.add_typer(database.app, name="database")
    app.add_typer(schemas.app, name="schemas")
    join_lines(app)
    columns = shutil.get_terminal_size().columns
    if columns < WIDE:
        _narrow(app, columns)
    return app


def _narrow(app: typer.Typer, columns: int) -> None:
    """Print help as plain text of this width: the boxes of rich cut the names of options."""
    app.rich_markup_mode = None
    app.info.context_settings = {**(app.info.context_settings or {}), "terminal_width": max(columns - 1, NARROWEST)}
    for group in app.registered_groups:
        if group.typer_instance is not None:
            _narrow(group.typer_instance, columns)


def _print_version(requested: bool) -> None:
    if requested:
        output.line(f"reelbus {installed_version()}")
        raise typer.Exit


def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command. An error that the user can correct is one line on stderr, without a traceback."""
    output.prepare()
    handler = logging.StreamHandler()
    handler.setFormatter(output.LogFormatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    sys.excepthook = output.print_traceback
    # aiokafka logs each connection attempt; the command reports the result.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        _app()()
    except UserError as error:
        _end(str(error), error.status)
    except KeyboardInterrupt:
        sys.exit(130)
    except ModuleNotFoundError as error:
        _end_for_extra(error)
        raise
    except Exception as error:
        _end_for_storage(error)
        _end_for_bus(error)
        raise


def _end_for_extra(error: ModuleNotFoundError) -> None:
    """End the command if a package of an extra is missing."""
    package, command = (error.name or "").partition(".")[0], next((arg for arg in sys.argv[1:] if arg in EXTRAS), None)
    if command is not None and package not in ("libs", "services", "reelbus"):
        _end(f"`{command}` needs {package}, which is not installed: run {install_command(EXTRAS[command])}", 2)


def _end_for_bus(error: Exception) -> None:
    """End the command if the error is one of the bus. Imports here: aiokafka is slow to load."""
    from aiokafka.errors import KafkaError, KafkaTimeoutError, RequestTimedOutError

    from libs.bus.errors import BusError, SetupError, Unreachable

    if isinstance(error, Unreachable):
        advice = (
            ""
            if "KAFKA_" in str(error)
            else " (set KAFKA_BOOTSTRAP_SERVERS, or start a local broker with `reelbus up`)"
        )
        _end(f"{error}{advice}", 1)
    if isinstance(error, SetupError):
        _end(str(error), 2)
    if isinstance(error, BusError):
        _end(str(error), 1)
    if isinstance(error, KafkaTimeoutError | RequestTimedOutError):
        _end(f"the broker no longer answers ({type(error).__name__}): events that are not printed are not confirmed", 1)
    if isinstance(error, KafkaError):
        _end(f"the broker returned an error: {error!r}", 1)


def _end_for_storage(error: Exception) -> None:
    """End the command if the error is one of the object store."""
    from libs.storage.errors import BadUri, StorageError

    if isinstance(error, StorageError):
        _end(str(error), 2 if isinstance(error, BadUri) else 1)


def _end(message: str, status: int) -> NoReturn:
    output.note(f"reelbus: {message}")
    sys.exit(status)


if __name__ == "__main__":
    main()
