"""Text of a stranger as data in a model's prompt: between tags that it cannot close itself."""

import re


def fenced(text: str, tag: str, most: int) -> str:
    """At most `most` code points of the text between `<tag>` and `</tag>`. Such tags within it are broken up."""
    inside = re.sub(rf"<(?=\s*/?\s*{tag})", "‹", text[:most], flags=re.IGNORECASE)
    inside = inside.encode(errors="replace").decode()  # halves of surrogate pairs cannot be sent
    return f"<{tag}>\n{inside}\n</{tag}>"
