"""The door: which addresses and ports a fetch may connect to. Checked on the very address that is connected to."""

import ipaddress
import socket
from typing import Any

import requests
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from workers.fetch import deadline
from workers.fetch.policy import FetchPolicy

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# ::/96 holds an IPv4 address in its last four bytes (::7f00:1 is 127.0.0.1); no honest host lives there.
_EMBEDDING = ipaddress.ip_network("::/96")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Forbidden(requests.RequestException):
    """A connection that the policy doesn't allow; the message says which part of it."""


def forbidden_address(address: Address, allow_loopback: bool = False) -> bool:
    """Whether `address` is anything but a public host (private, loopback, link-local, metadata, mapped, embedded)."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if address.is_loopback:
        return not allow_loopback
    if isinstance(address, ipaddress.IPv6Address) and (address in _EMBEDDING or address.is_site_local):
        return True
    return not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified


class _Watched:
    """Hands each new connection to the deadline of the fetch that opens it."""

    def _new_conn(self) -> socket.socket:
        connection: socket.socket = super()._new_conn()  # type: ignore[misc] # mixed into urllib3's connections
        if (limit := deadline.current()) is not None:
            limit.watch(connection)
        return connection


class _WatchedHTTP(_Watched, HTTPConnection):
    pass


class _WatchedHTTPS(_Watched, HTTPSConnection):
    pass


class _PoolHTTP(HTTPConnectionPool):
    ConnectionCls = _WatchedHTTP


class _PoolHTTPS(HTTPSConnectionPool):
    ConnectionCls = _WatchedHTTPS


class GuardedAdapter(IPFilterAdapter):  # type: ignore[misc] # the library is untyped
    """Resolves a host once, refuses addresses and ports the policy doesn't allow, and connects to that very address."""

    def __init__(self, scheme: str, policy: FetchPolicy) -> None:
        self._scheme = scheme
        self._policy = policy
        super().__init__(is_https_proto=scheme == "https", allow_loopback=policy.allow_loopback)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Build the pools of connections, each of them under the deadline of its fetch."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PoolHTTP, "https": _PoolHTTPS}

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """What to connect to: the resolved address in place of the name, once it has passed the checks."""
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        address = ipaddress.ip_address(host["host"].strip("[]"))
        if forbidden_address(address, self._policy.allow_loopback):
            raise Forbidden(f"its address {address} is not a public one")
        port = host["port"] or _DEFAULT_PORTS[self._scheme]
        if port not in self._policy.ports and not address.is_loopback:
            raise Forbidden(f"port {port} is not among the allowed ones")
        return host, pool
