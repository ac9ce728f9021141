"""HTML pages from template files beside the code."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def template(package: str, name: str) -> "Template":
    """The template file `name` of `package`, such as `services.collage.tally.summary`.

    Every value is escaped, in text and in quoted attributes. A missing value raises UndefinedError.
    """
    # Imported here, so that the command runs without the packages of the demo.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(package, ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    return environment.get_template(name)
