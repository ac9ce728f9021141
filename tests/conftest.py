"""For all tests."""

import gc
import signal
from collections.abc import Generator

import pytest

# CPython before 3.11.8 fails an `ast.parse` ("recursion depth mismatch") when the garbage collector runs something in
# its midst that parses as well, and pytest parses every test file and hypothesis (cpython issue 106905).
gc.disable()
import hypothesis  # noqa: E402 - else pytest's plugin imports, and so parses, it at the very end

# No test asserts on time: an example may take as long as the machine lets it.
hypothesis.settings.register_profile("reelbus", deadline=None)
hypothesis.settings.load_profile("reelbus")


# Shells start a job in the background with Ctrl-C ignored, and so would every process be that the tests start and stop.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """All is parsed."""
    gc.enable()


@pytest.fixture(scope="module", autouse=True)
def small_heap() -> None:
    """A search for garbage leaves out what was there before a file of tests: thousands of tests, and what they loaded.

    Else it takes a second: of the event loop's time, which tests limit, and after each clip of a merge.
    """
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What tests log may hold lone surrogates, which cannot be sent from the processes that run them."""
    report = yield
    report.sections = [(name, text.encode(errors="backslashreplace").decode()) for name, text in report.sections]
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures that long tests print, whatever process ran them."""
    for report in terminalreporter.getreports("passed"):
        if "long" in report.keywords and report.capstdout.strip():
            terminalreporter.write_line(f"{report.nodeid}\n{report.capstdout.strip()}")
