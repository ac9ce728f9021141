import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.fetch import BadAddress, BadRedirect
from libs.fetch.urls import MAX_LENGTH, host_and_path, parse_url, redirect_target


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com",
        " https://example.com/a b.mp4 ",
        "HTTPS://EXAMPLE.com:8443/x?y=1#z",
        "http://[2606:4700::1]/x",
        "http://bücher.example/",
        "http://example.com.:80/",
        "https://example.com/" + "x" * (MAX_LENGTH - 20),
    ],
)
def test_good(url: str) -> None:
    assert parse_url(url).raw_host


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("☃.example", "xn--n3h.example"),
        ("faß.example", "xn--fa-hia.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("bu\u0308cher.example", "xn--bcher-kva.example"),
        ("ｃｄｎ.example", "cdn.example"),
        ("日本語。example", "xn--wgv71a119e.example"),
        ("my_ünder.example", "xn--my_nder-p2a.example"),
        ("foo_bar.example", "foo_bar.example"),
        ("r3---sn-x.example", "r3---sn-x.example"),
        ("xn--lw8h.example", "xn--lw8h.example"),
        ("xn--a.example", "xn--a.example"),
        ("CDN.Example", "cdn.example"),
        ("-cdn-.example", "-cdn-.example"),
        ("example.com.", "example.com."),
        ("①②⑦.⓪.⓪.①", "127.0.0.1"),
        ("[::1]", "::1"),
    ],
)
def test_hosts_by_uts_46(given: str, asked: str) -> None:
    for url in (f"http://{given}/ü?ü#ü", f"HTTPS://{given}:8443", f"http://{given}?x"):
        assert parse_url(url).raw_host == asked.encode()
        assert parse_url(str(parse_url(url))) == parse_url(url)


@pytest.mark.parametrize(
    "url",
    [
        *("", "example.com/x", "//example.com", "ftp://example.com/", "file:///etc/passwd", "data:text/plain,x"),
        *("gopher://x/", "javascript:alert(1)", "http://", "http:///x", "http://user@host/", "http://:pw@host/"),
        *("http://host:0/", "http://host:99999/", "http://host:x/", "http://[::1/", "http://ho\nst/", "http://\x00/"),
        *("http://℀.example/", "http://a℁b/", "http://x／y@z/", "http://a..b/", "http://.a/", "http://.../"),
        *(
            "http://" + "ü" * 64 + ".example/",
            "http://" + "x" * 64 + ".example/",
            "http://" + "ü." * 130,
            "http://a%zz/",
        ),
        *(
            "http://\u00ad/",
            "http://\u200e/",
            "http://\ufffd/",
            "http://" + "a." * 200 + "com/",
            "https://example.com/" + "x" * MAX_LENGTH,
        ),
    ],
)
def test_bad(url: str) -> None:
    with pytest.raises(BadAddress) as caught:
        parse_url(url)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


@given(st.text(max_size=200) | st.from_regex(r"https?://[^ ]{1,50}", fullmatch=True))
def test_whatever_is_given_it_is_an_address_or_a_clear_line(url: str) -> None:
    try:
        found = parse_url(url)
    except BadAddress as error:
        said = str(error)
    else:
        said = found.scheme
        assert said in ("http", "https")
    assert said.isprintable()


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b?c", "https://example.com/b?c"),
        ("//other.example/x", "https://other.example/x"),
        ("http://other.example/", "http://other.example/"),
        ("//☃.example/x", "https://xn--n3h.example/x"),
        ("http:\\\\cdn.example\\x?a\\b", "http://cdn.example/x?a\\b"),
        ("?c", "https://example.com/a?c"),
        ("/b c/ü", "https://example.com/b%20c/%C3%BC"),
    ],
)
def test_redirects(location: str, target: str) -> None:
    assert str(redirect_target(parse_url("https://example.com/a"), location)) == target


@pytest.mark.parametrize(
    "location",
    [
        None,
        "",
        "file:///etc/passwd",
        "http://u:p@x/",
        "http://x:99999/",
        "http://[::1",
        "data:,x",
        "javascript:0",
        "mailto:a@b",
        "http://a\x01b/",
        "http://℀/",
        "ftp://x/",
        "x:",
        "\\\\u:p@x/",
        "http://a..b/",
        "/" + "x" * MAX_LENGTH,
    ],
)
def test_bad_redirects(location: str | None) -> None:
    with pytest.raises(BadRedirect):
        redirect_target(parse_url("https://example.com/a"), location)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.com/a/b.mp4?X-Amz-Signature=abc#frag", "example.com/a/b.mp4"),
        ("https://user:secret@example.com/a?b", "example.com/a"),
        ("http://example.com:81/a\n\x1b[31m", "example.com:81/a?[31m"),
        ("http://[::1/a?secret=1", "http://[::1/a"),
        ("", "(no address)"),
    ],
)
def test_what_is_shown(url: str, shown: str) -> None:
    assert host_and_path(url) == shown


def test_what_is_shown_is_short() -> None:
    assert len(host_and_path("http://example.com/" + "x" * 9000)) < 130
