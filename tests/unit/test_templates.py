"""Templates: values are escaped, and none may be missing."""

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from libs.templates import template


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path / "package_of_a_test_of_templates"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "page.html.j2").write_text('<p title="{{ text }}">{{ text }}</p>\n')
    monkeypatch.syspath_prepend(str(tmp_path))
    return folder.name


def test_values_are_escaped_in_text_and_in_attributes(package: str) -> None:
    shown = template(package, "page.html.j2").render(text="<b title='x'>\"&")
    assert shown == '<p title="&lt;b title=&#39;x&#39;&gt;&#34;&amp;">&lt;b title=&#39;x&#39;&gt;&#34;&amp;</p>\n'


def test_a_value_that_is_not_given_is_an_error(package: str) -> None:
    with pytest.raises(UndefinedError, match="text"):
        template(package, "page.html.j2").render(txt="")
