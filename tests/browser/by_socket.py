"""The dashboard by its web socket, without a browser: what Streamlit's own page would send, and what it is told."""

from __future__ import annotations

from collections.abc import Mapping
from socket import create_connection
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect


def session(port: int, headers: Mapping[str, str] | None = None, name: str = "127.0.0.1") -> ClientConnection:
    """A session of its own; `name` is the one that this machine is asked for by."""
    return connect(
        f"ws://{name}:{port}/_stcore/stream",
        sock=create_connection(("127.0.0.1", port)),
        subprotocols=["streamlit"],  # type: ignore[list-item]  # a name is a name
        additional_headers=dict(headers or {}),
        max_size=None,
        proxy=None,
    )


def shown(socket: ClientConnection, page: str, **address: str) -> str:
    """Ask for a page, and read until it stands: everything that was told of it."""
    asked = BackMsg()
    asked.rerun_script.query_string = urlencode(address)
    asked.rerun_script.page_name = page
    socket.send(asked.SerializeToString())
    told = []
    while True:
        frame = socket.recv(timeout=60)
        assert isinstance(frame, bytes)
        message = ForwardMsg.FromString(frame)
        told.append(frame.decode("utf-8", errors="ignore"))
        if message.WhichOneof("type") == "script_finished" and (
            message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        ):
            return "\n".join(told)
