"""A file of captions, read in order: what `reelbus captions` and `reelbus tags` do alike."""

from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from reelbus.captions.extraction import in_order, problems
from reelbus.console import output
from reelbus.console.errors import UserError
from reelbus.console.lines import Document
from reelbus.console.source import documents

if TYPE_CHECKING:
    from pydantic import BaseModel

    from libs.events import NewVideoPosted, Payload

    Label = TypeVar("Label", bound=BaseModel)
    Result = TypeVar("Result", bound=Payload)
    Reader = AbstractAsyncContextManager[tuple[Callable[[NewVideoPosted], Coroutine[None, None, Result]], int]]
    """Opens what reads a caption, and how many it takes at a time."""

CORPORA = Path(__file__).resolve().parents[2] / "tests" / "corpus"

Method = Annotated[
    Literal["rules", "llm", "both"] | None,
    typer.Option("--method", help="Rules, language model, or both (default: both if LLM_PROVIDER is set, else rules)."),
]


async def print_results(reader: "Reader[Result]", file: str) -> int:
    """Print the payload for each line of `file`, and report the others; the number of those."""
    bad = 0
    async with reader as (read, width), aclosing(in_order(read, width, documents(file))) as results:
        async for document, result in results:
            if isinstance(result, str):
                output.note(f"line {document.line}: {output.clean(result)}")
                bad += 1
            else:
                output.payload(result)
    return bad


async def with_labels(
    reader: "Reader[Result]", file: str, model: "type[Label]"
) -> "tuple[list[Label], list[Result], int]":
    """The labels and the results of the lines of `file`, and the number of others, which are reported."""
    labels, results, bad = [], [], 0
    async with reader as (read, width), aclosing(in_order(read, width, documents(file))) as found:
        async for document, result in found:
            label = result if isinstance(result, str) else _label(document, model)
            if isinstance(result, str) or isinstance(label, str):
                output.note(f"line {document.line}: {output.clean(str(label))}")
                bad += 1
            else:
                labels.append(label)
                results.append(result)
    return labels, results, bad


def _label(document: Document, model: "type[Label]") -> "Label | str":
    """The document's labels, or what is wrong with them."""
    from pydantic import ValidationError

    try:
        return model.model_validate({"id": f"line-{document.line}"} | document.value)
    except ValidationError as error:
        return problems(error.errors())


def corpus(file: str | None, ours: str) -> str:
    """`file`, or the corpus `ours` of the repository. Raises UserError outside of it."""
    if file is None and not (CORPORA / ours).exists():
        raise UserError("name a FILE of labelled captions: our corpus is only in the repository", status=2)
    return file or str(CORPORA / ours)
