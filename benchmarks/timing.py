"""Processor time per request, through the whole WSGI stack, without a network between."""

from __future__ import annotations

import gc
import io
import time
from collections.abc import Callable
from typing import Any

Environ = dict[str, Any]


def environ(path: str, **headers: str) -> Environ:
    """A GET request as a WSGI server would hand it over."""
    address, _mark, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": query, "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000", "HTTP_HOST": "localhost:8000", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(), "wsgi.multithread": False,
        "wsgi.multiprocess": True, "wsgi.run_once": False,
    } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}  # fmt: skip


def answer(application: Callable, request: Environ) -> tuple[str, dict[str, str], bytes]:
    """One request; status line, headers and body."""
    seen: list = []
    response = application(dict(request), lambda status, headers, *rest: seen.append((status, dict(headers))))
    body = b"".join(response)
    if hasattr(response, "close"):
        response.close()
    return (*seen[0], body)


def milliseconds(application: Callable, request: Environ, *, expect: str, batches: int = 8, size: int = 20) -> float:
    """The quietest batch's processor milliseconds per request. Stops when the answer is not the expected one."""
    status, _headers, _body = answer(application, request)
    if not status.startswith(expect):
        raise SystemExit(f"{request['PATH_INFO']} answered {status}, expected {expect}")
    best = float("inf")
    for _batch in range(batches):
        gc.collect()
        began = time.process_time()
        for _turn in range(size):
            answer(application, request)
        best = min(best, (time.process_time() - began) / size * 1000)
    return best


def resident_megabytes() -> float:
    """The proportional memory of this process, as the kernel counts it."""
    with open("/proc/self/smaps_rollup") as rollup:  # noqa: PTH123
        for line in rollup:
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    raise SystemExit("This kernel does not tell a process's memory.")
