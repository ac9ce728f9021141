"""For all tests."""

import gc

import pytest

# CPython before 3.11.8 fails an `ast.parse` ("recursion depth mismatch") when the garbage collector runs something in
# its midst that parses as well, and pytest parses every test file and hypothesis (cpython issue 106905).
gc.disable()
import hypothesis  # noqa: E402, F401 - else pytest's plugin imports, and so parses, it at the very end


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """All is parsed."""
    gc.enable()
