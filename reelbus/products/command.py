"""`reelbus products`: products, their pictures and reviews."""

from enum import StrEnum
from typing import Annotated, Literal

import typer

from reelbus.console.confirm import check_terminal
from reelbus.console.connect import run
from reelbus.console.errors import UserError
from reelbus.console.options import Json, Yes
from reelbus.jobs.inputs import Picture, identifier
from reelbus.jobs.request import Wait

HELP = """Add products, review their enhanced pictures, and request new ones.

ENHANCE_PRODUCTS_TABLE and ENHANCE_PRODUCT_IMAGES_TABLE name the tables of the shop in DATABASE_URL; STORAGE_URI or
S3_BUCKET_NAME sets the object store."""
LOOK = "Pictures"

app = typer.Typer(no_args_is_help=True, help=HELP)


class Preset(StrEnum):
    """The looks of libs.events.product."""

    white = "white"
    studio = "studio"
    clean = "clean"
    lifestyle = "lifestyle"
    surface = "surface"
    outdoor = "outdoor"
    dark = "dark"
    pastel = "pastel"
    flat = "flat"
    podium = "podium"


Id = Annotated[str, typer.Argument(metavar="ID", help="Id of the product.")]
Count = Annotated[
    int | None,
    typer.Option(min=1, max=10, help="Pictures to make (default ENHANCED_IMAGES_COUNT).", rich_help_panel=LOOK),
]
Presets = Annotated[
    list[Preset] | None,
    typer.Option(
        "--preset", help="Look of the pictures; may be repeated: used in turn (default: the provider's choice).",
        rich_help_panel=LOOK,
    ),
]  # fmt: skip
Instructions = Annotated[
    str | None, typer.Option(help="What the pictures should show, at most 2000 characters.", rich_help_panel=LOOK)
]
Waits = Annotated[bool, typer.Option("--wait", help="Follow the job until it ends, and print its pictures.")]
Timeout = Annotated[
    float | None,
    typer.Option(min=0, help="Stop waiting after this number of seconds, with exit status 1 (default: no limit)."),
]
Images = Annotated[
    list[int] | None,
    typer.Option("--image", min=1, metavar="N", help="Number of a picture, as `show` prints it; may be repeated."),
]
Every = Annotated[bool, typer.Option("--all", help="All pictures that wait for a review.")]


@app.command()
def add(
    *,
    product: Id,
    image: Annotated[
        str,
        typer.Option(
            metavar="FILE|URI", help="Raw photo: a file, the URI of an object below STORAGE_URI, or an http(s) URL."
        ),
    ],
    title: Annotated[str | None, typer.Option(help="Title, at most 500 characters (default: unchanged).")] = None,
    category: Annotated[str | None, typer.Option(help="Category, at most 500 characters (default: unchanged).")] = None,
    count: Count = None,
    presets: Presets = None,
    instructions: Instructions = None,
    no_submit: Annotated[bool, typer.Option("--no-submit", help="Only make the row: request no pictures.")] = False,
    wait: Waits = False,
    timeout: Timeout = None,
) -> None:
    """Add or update a product with its raw photo, and request enhanced pictures of it.

    A file is stored below raw/. The request is run 1 of the product, which is made and paid once: for other pictures
    use `reelbus products regenerate`. With --wait, the exit status is 1 if no picture could be made, 3 if some are
    missing or need attention.
    """
    from reelbus.products.submit import Look, add

    if no_submit and wait:
        raise UserError("--wait cannot be combined with --no-submit", status=2)
    look = Look(count, tuple(presets or ()), instructions)
    product_id, picture = identifier(product, "ID"), Picture(image, "--image")
    run(
        add(
            product_id, picture, title=title, category=category, look=look, submit=not no_submit,
            wait=Wait(wait, timeout),
        )
    )  # fmt: skip


@app.command("list")
def list_products(
    *,
    status: Annotated[
        str | None, typer.Option(help="Only products of this status, such as pending_review (default: all).")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Number of products to list, newest first.")] = 50,
    as_json: Json = False,
) -> None:
    """List products, newest first, with the number of pictures that wait for a review or are approved."""
    from reelbus.products.listing import show_all

    run(show_all(status, limit, as_json))


@app.command()
def show(*, product: Id, as_json: Json = False) -> None:
    """Show a product, its pictures with their notes, its runs and their costs, and calls to decide about."""
    from reelbus.products.showing import show

    run(show(identifier(product, "ID"), as_json))


@app.command()
def approve(*, product: Id, images: Images = None, every: Every = False) -> None:
    """Approve pictures of a product, and by that the product itself.

    Without --image and --all: the only picture that waits for a review.
    """
    _review(product, "approve", images, every)


@app.command()
def reject(*, product: Id, images: Images = None, every: Every = False) -> None:
    """Reject pictures of a product; it is rejected itself when none of its pictures waits or is approved.

    Without --image and --all: the only picture that waits for a review.
    """
    _review(product, "reject", images, every)


def _review(product: str, decision: Literal["approve", "reject"], images: list[int] | None, every: bool) -> None:
    from reelbus.products.review import review

    if images and every:
        raise UserError("--image cannot be combined with --all", status=2)
    run(review(identifier(product, "ID"), decision, images or [], every=every))


@app.command()
def regenerate(
    *,
    product: Id,
    instructions: Instructions = None,
    count: Count = None,
    presets: Presets = None,
    yes: Yes = False,
    wait: Waits = False,
    timeout: Timeout = None,
) -> None:
    """Request new pictures of a product, as its next run.

    A paid provider bills them again. Pictures of earlier runs and their reviews stay. With --wait, the exit status is 1
    if no picture could be made, 3 if some are missing or need attention.
    """
    from reelbus.products.submit import Look, regenerate

    if not yes:
        check_terminal("regenerate")
    look = Look(count, tuple(presets or ()), instructions)
    run(regenerate(identifier(product, "ID"), look, ask=not yes, wait=Wait(wait, timeout)))
