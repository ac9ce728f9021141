"""Help texts that wrap at the width of the terminal."""

import inspect

import typer


def join_lines(app: typer.Typer) -> None:
    """Put each paragraph of each help text on one line: typer keeps the line breaks of the source."""
    for command in app.registered_commands:
        command.help = _joined(command.help or (command.callback and command.callback.__doc__) or "")
    if isinstance(app.info.help, str):
        app.info.help = _joined(app.info.help)
    for group in app.registered_groups:
        if group.typer_instance is not None:
            join_lines(group.typer_instance)


def _joined(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in inspect.cleandoc(text).split("\n\n"))
