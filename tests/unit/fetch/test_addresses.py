from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.fetch.addresses import AllowList, is_public

PUBLIC = ("8.8.8.8", "93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001:80e::200e")

REFUSED = {
    "unspecified": ("0.0.0.0", "0.1.2.3", "::"),
    "private": ("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fdff::1"),
    "loopback": ("127.0.0.1", "127.255.255.254", "::1"),
    "link-local": ("169.254.169.254", "169.254.0.1", "fe80::1", "fe80::1%eth0"),
    "site-local": ("fec0::1",),
    "CGNAT": ("100.64.0.1", "100.127.255.255", "100.100.100.200"),
    "multicast": ("224.0.0.1", "239.255.255.255", "ff02::1", "ff0e::1"),
    "reserved": ("240.0.0.1", "255.255.255.255", "4000::1", "e000::1"),
    "protocol": ("192.0.0.1", "192.0.0.170", "192.88.99.1", "2001::1", "2001:10::1", "2001:20::1", "2001:1ff::1"),
    "benchmark": ("198.18.0.1", "198.19.255.255", "2001:2::1"),
    "documentation": ("192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"),
    "IPv4-mapped": ("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8"),
    "IPv4-compatible": ("::127.0.0.1", "::10.0.0.1"),
    "IPv4-translated": ("::ffff:0:127.0.0.1",),
    "NAT64": ("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "64:ff9b:1:fffe::1"),
    "6to4": ("2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1"),
    "Teredo": ("2001:0:4136:e378:8000:63bf:3fff:fdd2",),
    "discard, SRv6": ("100::1", "5f00::1"),
    "no address": ("", "localhost", "0x7f.1", "2130706433", "127.1", "1.2.3.4.5", "8.8.8.8 "),
}


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", [address for group in REFUSED.values() for address in group])
def test_refused(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses())
def test_nothing_that_is_not_global_is_public(ip: IPv4Address | IPv6Address) -> None:
    special = not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local
    assert not (special and is_public(str(ip)))


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:{}", "::{}", "::ffff:0:{}", "64:ff9b::{}", "64:ff9b:1::{}"]))
def test_no_ipv4_address_gets_by_inside_an_ipv6_one(ip: IPv4Address, form: str) -> None:
    assert not is_public(form.format(ip))


@given(st.ip_addresses(v=4))
def test_6to4_is_refused_whatever_it_embeds(ip: IPv4Address) -> None:
    assert not is_public(str(IPv6Address((0x2002 << 112) | (int(ip) << 80) | 1)))


@given(st.integers(0, 2**32 - 1))
def test_teredo_is_refused_whatever_it_embeds(low: int) -> None:
    assert not is_public(str(IPv6Address((0x2001 << 112) | low)))


@pytest.mark.parametrize(
    ("text", "address", "port", "open_"),
    [
        ("10.0.0.0/8", "10.1.2.3", 80, True),
        ("10.0.0.0/8", "11.0.0.1", 80, True),  # public anyway
        ("10.0.0.0/8", "192.168.0.1", 80, False),
        ("127.0.0.1", "127.0.0.1", 1234, True),
        ("127.0.0.1", "127.0.0.2", 1234, False),
        ("127.0.0.1:9000", "127.0.0.1", 9000, True),
        ("127.0.0.1:9000", "127.0.0.1", 9001, False),
        ("127.0.0.1:9000", "::ffff:127.0.0.1", 9000, False),
        ("fd00::/8", "fd00::5", 80, True),
        ("::1", "::1", 80, True),
        ("[::1]:9000", "::1", 9000, True),
        ("[::1]:9000", "::1", 80, False),
        (" , minio , 10.0.0.0/8 ,", "10.0.0.1", 80, True),
        ("", "127.0.0.1", 80, False),
        ("minio", "10.0.0.1", 80, False),  # open by its name only
    ],
)
def test_addresses_that_are_opened(text: str, address: str, port: int, open_: bool) -> None:
    assert AllowList.parse(text).allows_address(address, port) is open_


@pytest.mark.parametrize(
    ("text", "host", "port", "open_"),
    [
        ("minio", "minio", 9000, True),
        ("MinIO.", "minio", 9000, True),
        ("minio", "MINIO.", 9000, True),
        ("minio", "minio.evil.com", 9000, False),
        ("minio", "evilminio", 9000, False),
        ("minio:9000", "minio", 9000, True),
        ("bücher.example", "xn--bcher-kva.example", 80, True),
        ("minio:9000", "minio", 80, False),
        ("store.internal,minio", "store.internal", 80, True),
        ("10.0.0.0/8", "10.0.0.1", 80, False),  # by its address
    ],
)
def test_hosts_that_are_opened(text: str, host: str, port: int, open_: bool) -> None:
    assert AllowList.parse(text).allows_host(host, port) is open_


@pytest.mark.parametrize(
    "text", ["http://minio", "minio:0", "minio:99999", "minio:x", "10.0.0.0/33", "10.0.0.1/8", "a b", "*", ":80", "a/b"]
)
def test_bad_entries_are_told(text: str) -> None:
    with pytest.raises(ValueError, match="must"):
        AllowList.parse(text)
