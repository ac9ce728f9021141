"""The help of every command says what it does, and what each option and argument means."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
import typer
from typer.main import get_command

from reelbus.__main__ import _app
from reelbus.console.help import join_lines


def walk(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """`command` and all its sub-commands, by the words that run them."""
    yield name, command
    for sub_name, sub_command in getattr(command, "commands", {}).items():
        yield from walk(sub_command, f"{name} {sub_name}")


def problems(command: Any) -> list[str]:
    """What is missing in the help of one command."""
    found = []
    summary = (command.help or "").partition("\n\n")[0]
    verb = summary.partition(" ")[0]
    if not re.fullmatch(r"[A-Z][a-z]+,? .+[^.]\.", summary) or ". " in summary:
        found.append(f"the first paragraph is not one sentence: {summary!r}")
    elif verb.endswith("s"):
        found.append(f"not in the imperative: {verb}")
    for parameter in command.params:
        help_text = parameter.help or ""
        if not help_text.endswith("."):
            found.append(f"{parameter.name}: no help, or no period at its end: {help_text!r}")
        has_default = parameter.default not in (None, False, ())
        if has_default and not parameter.show_default and "default" not in help_text:
            found.append(f"{parameter.name}: the default {parameter.default!r} is not shown")
        if parameter.param_type_name == "argument" and not parameter.metavar:
            found.append(f"{parameter.name}: no metavar in capitals, as in texts about it")
    return found


COMMANDS = dict(walk(get_command(_app()), "reelbus"))


def test_all_commands_are_checked() -> None:
    assert {"reelbus", "reelbus watch", "reelbus dlq redrive", "reelbus schemas export"} <= COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_is_complete(name: str) -> None:
    assert problems(COMMANDS[name]) == []


def bad_app() -> typer.Typer:
    app = typer.Typer()

    @app.command()
    def command(
        item: str, *, bare: str = "", hidden: Annotated[int, typer.Option(show_default=False, help="A number.")] = 5
    ) -> None:
        """Prints things"""

    return app


def test_each_kind_of_gap_is_found() -> None:
    found = problems(get_command(bad_app()))
    for text in (
        "not one sentence",
        "item: no help",
        "bare: no help",
        "hidden: the default 5 is not shown",
        "item: no metavar",
    ):
        assert any(text in problem for problem in found), text


def test_paragraphs_are_joined_so_that_they_wrap_at_the_terminal() -> None:
    app = typer.Typer()

    @app.command()
    def command() -> None:
        """Do one thing.

        A text that
        continues here.

        Another text.
        """

    join_lines(app)
    assert get_command(app).help == "Do one thing.\n\nA text that continues here.\n\nAnother text."
