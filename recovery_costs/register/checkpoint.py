"""Signed checkpoints: what the whole journal was, at a size and a moment, under a key that is kept apart from it.

A checkpoint that somebody else keeps is what truncation, rollback and rewriting cannot get past. The signature is Ed25519
over the canonical JSON of the other fields.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from recovery_costs.plain import Problems, read_json
from recovery_costs.register.entry import canonical
from recovery_costs.register.faults import NotARegister


class BadKey(NotARegister):
    """A key file is missing, is none, or may be read by others."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The journal's first `size` entries had this root, at this moment; said by whoever holds the key."""

    register: str
    """The register's id, from its first entry."""
    size: int
    root: str
    """SHA-256 in hex."""
    at: str
    key: str
    """Which key signed: the first 16 hex figures of the SHA-256 of the public key."""
    signature: str = ""

    def signed_bytes(self) -> bytes:
        """What the signature is over."""
        fields = {name: value for name, value in asdict(self).items() if name != "signature"}
        return canonical({"format": 1, **fields}).encode()

    def text(self) -> str:
        """One line of JSON, to hand on and to keep."""
        return canonical({"format": 1, **asdict(self)})

    @classmethod
    def of(cls, written: str) -> Checkpoint:
        """Read one line of JSON.

        Raises:
            NotARegister: it is no checkpoint.
        """
        try:
            given = read_json(written)
        except Problems:
            given = None
        wanted = {"format": int, "size": int} | dict.fromkeys(("register", "root", "at", "key", "signature"), str)
        if isinstance(given, Mapping) and isinstance(given.get("checkpoint"), str):
            return cls.of(given["checkpoint"])  # a receipt, which holds one
        if (
            not isinstance(given, Mapping)
            or set(given) != set(wanted)
            or not all(type(given[name]) is kind for name, kind in wanted.items())
            or given["format"] != 1
        ):
            raise NotARegister(
                "This is no checkpoint of a register.", "Give a line that checkpoint or a receipt wrote."
            )
        return cls(**{name: value for name, value in given.items() if name != "format"})


def read_checkpoints(written: str) -> list[Checkpoint]:
    """The checkpoints of a text: a line each, blank lines aside.

    Raises:
        NotARegister: a line is none, or there is none at all: nothing could be compared with it.
    """
    found = [Checkpoint.of(line) for line in written.split("\n") if line.strip()]
    if not found:
        raise NotARegister("There is no checkpoint in it, not one line.", "Give a file that checkpoint wrote.")
    return found


def checkpoints_in(path: Path) -> list[Checkpoint]:
    """The checkpoints, or receipts, that a file holds.

    Raises:
        NotARegister: it holds something else, or nothing.
    """
    try:
        return read_checkpoints(_text_of(path, "Give a file that checkpoint wrote."))
    except NotARegister as error:
        raise NotARegister(f"{path}: {error.what}", error.do) from error


def _text_of(path: Path, do: str) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise NotARegister(f"This is no text (byte {error.start} is not UTF-8).", do) from error


# --- keys ---------------------------------------------------------------------------------------------------------


def key_id(public: Ed25519PublicKey) -> str:
    """What a public key is called in checkpoints."""
    return sha256(public.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


class SigningKey:
    """The key that signs checkpoints. Its file is readable by its owner alone and stands apart from the register."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key()
        self.id = key_id(self.public)

    @classmethod
    def make(cls, path: Path) -> SigningKey:
        """A new key in a new file; its public half beside it, `.pub` added to the name.

        Raises:
            BadKey: there is a file of that name.
        """
        key = cls(Ed25519PrivateKey.generate())
        secret = key._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secret)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError as error:
            raise BadKey(f"{path} is there already.", "Use it, or name another file for the new key.") from error
        path.with_name(f"{path.name}.pub").write_text(key.public_text(), encoding="ascii")
        return key

    @classmethod
    def load(cls, path: Path) -> SigningKey:
        """The key in a file.

        Raises:
            BadKey: it is missing, no Ed25519 key, or can be read by others than its owner.
        """
        try:
            if path.stat().st_mode & 0o077:
                raise BadKey(f"{path} can be read by others.", "Take their rights away (chmod 600), or make a new key.")
            private = load_pem_private_key(path.read_bytes(), None)
        except (OSError, ValueError, TypeError) as error:
            raise BadKey(f"{path} holds no key that can be read.", "Name the file that the key was made in.") from error
        if not isinstance(private, Ed25519PrivateKey):
            raise BadKey(f"{path} holds another kind of key.", "Name the Ed25519 key that signs checkpoints.")
        return cls(private)

    def public_text(self) -> str:
        """The public half as PEM, to hand to an auditor."""
        return self.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")

    def sign(self, register: str, size: int, root: bytes, at: str) -> Checkpoint:
        """A checkpoint under this key."""
        bare = Checkpoint(register, size, root.hex(), at, self.id)
        return replace(bare, signature=self.signature(bare.signed_bytes()))

    def signature(self, content: bytes) -> str:
        """The signature under this key, in hex."""
        return self._private.sign(content).hex()


def public_key(written: str) -> Ed25519PublicKey:
    """The public key in a PEM text.

    Raises:
        BadKey: it is none.
    """
    try:
        public = load_pem_public_key(written.encode())
    except ValueError as error:
        raise BadKey("This is no public key.", "Give the .pub file that belongs to the signing key.") from error
    if not isinstance(public, Ed25519PublicKey):
        raise BadKey("This is another kind of key.", "Give the .pub file that belongs to the signing key.")
    return public


def public_key_in(path: Path) -> Ed25519PublicKey:
    """The public key that a file holds.

    Raises:
        NotARegister: it holds something else.
    """
    try:
        return public_key(_text_of(path, "Give the .pub file that belongs to the signing key."))
    except NotARegister as error:
        raise NotARegister(f"{path}: {error.what}", error.do) from error


def is_signed(checkpoint: Checkpoint, public: Ed25519PublicKey) -> bool:
    """Whether a checkpoint was signed with the key whose public half this is."""
    if checkpoint.key != key_id(public):
        return False
    try:
        public.verify(bytes.fromhex(checkpoint.signature), checkpoint.signed_bytes())
    except (InvalidSignature, ValueError):
        return False
    return True
