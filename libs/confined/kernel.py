"""A seccomp filter that permanently blocks new programs and processes in this process, and optionally the network.

It needs no privileges. Threads are allowed. Sources: seccomp(2), and the kernel's
Documentation/userspace-api/seccomp_filter.rst.
"""

import ctypes
import errno
import platform
import struct
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class _Machine(NamedTuple):
    """An architecture's audit number and system call numbers; `seccomp` is for checking what is available."""

    audit: int
    seccomp: int
    clone: int
    clone3: int
    processes: Mapping[str, int]
    network: Mapping[str, int]


_SHARED = {"io_uring_setup": 425, "pidfd_getfd": 438}
"""The same numbers everywhere. io_uring would bypass the filter; pidfd_getfd would copy sockets of the parent."""
_MACHINES = {
    "x86_64": _Machine(
        audit=0xC000003E, seccomp=317, clone=56, clone3=435,
        processes={"fork": 57, "vfork": 58, "execve": 59, "execveat": 322, "ptrace": 101, "process_vm_readv": 310,
                   "process_vm_writev": 311},
        network={"socket": 41, **_SHARED},
    ),
    "aarch64": _Machine(
        audit=0xC00000B7, seccomp=277, clone=220, clone3=435,
        processes={"execve": 221, "execveat": 281, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271},
        network={"socket": 198, **_SHARED},
    ),
}  # fmt: skip
_ALIASES = {"amd64": "x86_64", "arm64": "aarch64"}

_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2  # prctl(2)
_ACTION_AVAILABLE = 2  # seccomp(2)
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # BPF: of a word, absolute, constant
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data; the argument's lower half
_CLONE_THREAD = 0x00010000
_X32 = 0x40000000

Instruction = tuple[int, int, int, int]
"""Code, jump distance if true, jump distance if false, constant."""


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def available() -> bool:
    """Whether `restrict` works on this kernel and machine."""
    machine = _machine()
    if machine is None:
        return False
    action = ctypes.c_uint32(_ERRNO)
    return bool(_libc().syscall(machine.seccomp, _ACTION_AVAILABLE, 0, ctypes.byref(action)) == 0)


def restrict(*, network: bool) -> bool:
    """Block new programs and processes for this process and its later threads; without `network` also sockets.

    Returns False if the kernel or machine does not support it; then nothing is blocked.
    """
    machine = _machine()
    return machine is not None and _installed(_compiled(machine, network=network))


def _machine() -> _Machine | None:
    name = platform.machine().lower()
    # A 32-bit Python on a 64-bit kernel uses other call numbers.
    if not sys.platform.startswith("linux") or sys.maxsize < 2**32:
        return None
    return _MACHINES.get(_ALIASES.get(name, name))


def _compiled(machine: _Machine, *, network: bool) -> list[Instruction]:
    refused = [*machine.processes.values(), *(() if network else machine.network.values())]
    program: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, machine.audit),
        _answer(errno.EPERM),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if machine is _MACHINES["x86_64"]:
        program += [(_AT_LEAST, 0, 1, _X32), _answer(errno.EPERM)]
    # The flags of clone3 are in memory, which a filter cannot read. With ENOSYS, C libraries use `clone` instead.
    program += _refuse([machine.clone3], errno.ENOSYS)
    program += _refuse(refused, errno.EPERM)
    program += [
        (_EQUAL, 0, 3, machine.clone),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_ANY_BIT, 1, 0, _CLONE_THREAD),
        _answer(errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return program


def _refuse(numbers: Sequence[int], error: int) -> list[Instruction]:
    return [step for number in numbers for step in ((_EQUAL, 0, 1, number), _answer(error))]


def _answer(error: int) -> Instruction:
    return _RETURN, 0, 0, _ERRNO | error


def _installed(program: Sequence[Instruction]) -> bool:
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
    libc = _libc()
    if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    filtered = _Program(len(program), code)
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(filtered), 0, 0) == 0)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
