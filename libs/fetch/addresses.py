"""The addresses that may be connected to: public ones, and those in FETCH_ALLOW_PRIVATE. Pure."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self

from libs.fetch.hosts import ascii_host

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_UNICAST_6 = IPv6Network("2000::/3")
"""IANA's global unicast range. It excludes loopback, link-local, ULA, multicast, IPv4-mapped and -compatible addresses,
and NAT64 (64:ff9b::/96, 64:ff9b:1::/48), which can contain a private IPv4 address."""

_SPECIAL: tuple[Network, ...] = (
    # A table, because `is_global` differs between CPython 3.11 and 3.13 for some of these.
    *(IPv4Network(text) for text in ("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16")),
    *(IPv4Network(text) for text in ("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24")),
    *(IPv4Network(text) for text in ("192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24")),
    *(IPv4Network(text) for text in ("224.0.0.0/4", "240.0.0.0/4")),
    IPv6Network("2001::/23"),  # protocol assignments: Teredo, which embeds IPv4 addresses, ORCHID, benchmarks
    IPv6Network("2001:db8::/32"),  # documentation
    IPv6Network("2002::/16"),  # 6to4: embeds an IPv4 address
    IPv6Network("3fff::/20"),  # documentation
)


def is_public(address: str) -> bool:
    """Whether `address` (as a resolver returns it) is a public internet address."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and (ip.scope_id is not None or ip not in _UNICAST_6):
        return False
    return ip.is_global and not any(ip in network for network in _SPECIAL if network.version == ip.version)


@dataclass(frozen=True, slots=True)
class AllowList:
    """Allowed hosts and networks in addition to public addresses, each with a port or None for any port."""

    hosts: frozenset[tuple[str, int | None]] = frozenset()
    networks: tuple[tuple[Network, int | None], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse `host`, `host:port`, `address`, `[address]:port` or CIDR, separated by commas. Raises ValueError.

        A host name allows all addresses it resolves to. An address or CIDR is allowed for any host name.
        """
        hosts: set[tuple[str, int | None]] = set()
        networks: list[tuple[Network, int | None]] = []
        for entry in filter(None, (part.strip() for part in text.split(","))):
            network = _network(entry)
            if network is not None:
                networks.append((network, None))
                continue
            host, port = _split(entry)
            network = _network(host.strip("[]"))
            if network is not None:
                networks.append((network, port))
            elif "/" in host or not host or not all(c.isalnum() or c in "-._" for c in host):
                raise ValueError(f"must be host, host:port or CIDR, several separated by commas; got {entry!r}")
            else:
                hosts.add((_plain(ascii_host(host)), port))
        return cls(frozenset(hosts), tuple(networks))

    def allows_host(self, host: str, port: int) -> bool:
        """Whether `host` is allowed at `port` by its name."""
        return bool(self.hosts) and not self.hosts.isdisjoint({(_plain(host), port), (_plain(host), None)})

    def allows_address(self, address: str, port: int) -> bool:
        """Whether `address` may be connected to for any host name."""
        if is_public(address):
            return True
        try:
            ip = ip_address(address)
        except ValueError:
            return False
        return any(
            ip.version == network.version and ip in network and only in (None, port) for network, only in self.networks
        )


def _plain(host: str) -> str:
    return host.lower().rstrip(".")


def _network(text: str) -> Network | None:
    try:
        return ip_network(text)
    except ValueError:
        return None


def _split(entry: str) -> tuple[str, int | None]:
    host, colon, port = entry.rpartition(":")
    if not colon:
        return entry, None
    if not (port.isascii() and port.isdecimal() and 0 < int(port) <= 65535):
        raise ValueError(f"must have a port from 1 to 65535 after the colon in {entry!r}")
    return host, int(port)
