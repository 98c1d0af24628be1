"""Change a file at random: blindly, or knowing what it is made of, so that the damage lies behind the checksums."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Any

from tools.fuzz.values import BYTES, KEYS, NUMBERS, TEXTS, container, value

Mutate = Callable[[bytes, Random, Sequence[bytes]], bytes]
"""Takes the file, the dice and other files of the same kind."""

PNG = b"\x89PNG\r\n\x1a\n"
MOST_BYTES = 200_000
BLIND = 0.15
"""Share of the files of a known structure that are damaged blindly all the same."""


def blind(data: bytes, dice: Random, others: Sequence[bytes] = ()) -> bytes:
    """Bytes turned, overwritten, doubled, cut out, or taken from another file."""
    made = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 8))):
        _one(made, dice, others)
    return bytes(made[:MOST_BYTES])


def _one(made: bytearray, dice: Random, others: Sequence[bytes]) -> None:
    size = len(made)
    # The beginning of a file decides more than its middle.
    at = dice.randrange(min(size, 64) + 1) if dice.random() < 0.3 else dice.randrange(size + 1)
    length = dice.choice((1, 2, 4, 8, 16, 64, 256))
    match dice.randrange(8):
        case 0 if at < size:
            made[at] ^= 1 << dice.randrange(8)
        case 1 if at < size:
            made[at] = dice.randrange(256)
        case 2:
            made[at : at + length] = b""
        case 3:
            made[at:at] = made[max(0, at - length) : at] * dice.choice((1, 2, 50))
        case 4:
            made[at:at] = dice.choice(BYTES)
        case 5:
            width = dice.choice((1, 2, 4, 8))
            number = dice.choice(NUMBERS) % 256**width
            made[at : at + width] = number.to_bytes(width, dice.choice(("big", "little")))
        case 6 if others:
            other = dice.choice(others)
            start = dice.randrange(len(other) + 1)
            made[at : at + length] = other[start : start + length]
        case _:
            del made[at:]


def text(data: bytes, dice: Random, others: Sequence[bytes] = ()) -> bytes:
    """A table or a list: fields of lines replaced, lines doubled, joined or cut out."""
    if dice.random() < BLIND:
        return blind(data, dice, others)
    lines = data.split(b"\n")
    for _ in range(dice.choice((1, 2, 4))):
        at = dice.randrange(len(lines))
        mark = b"\t" if b"\t" in lines[at] else b","
        fields = lines[at].split(mark)
        match dice.randrange(5):
            case 0 | 1:
                fields[dice.randrange(len(fields))] = dice.choice(TEXTS).encode("utf-8", "surrogatepass")
                lines[at] = mark.join(fields)
            case 2:
                fields[dice.randrange(len(fields))] = str(dice.choice(NUMBERS)).encode()
                lines[at] = mark.join(fields)
            case 3:
                lines[at:at] = [lines[at]] * dice.choice((1, 100))
            case _:
                del fields[dice.randrange(len(fields))]
                lines[at] = mark.join(fields)
    return b"\n".join(lines)[:MOST_BYTES]


def document(data: bytes, dice: Random, others: Sequence[bytes] = ()) -> bytes:
    """JSON: values replaced, taken out, doubled, buried; also those of a document inside a text of the document."""
    if dice.random() < BLIND:
        return blind(data, dice, others)
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return blind(data, dice, others)
    for _ in range(dice.choice((1, 1, 2, 3, 6))):
        found = changed(found, dice)
    try:
        written = json.dumps(found, ensure_ascii=dice.random() < 0.7).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):
        return blind(data, dice, others)
    if dice.random() < 0.02:
        depth = dice.choice((2_000, 60_000))
        bracket = dice.choice((b"[", b'{"a":'))
        written = written.replace(dice.choice((b"[", b"{", b"0", b'"')), bracket * depth, 1)
    return written[:MOST_BYTES]


def changed(found: Any, dice: Random) -> Any:
    """The same document with one place changed."""
    if isinstance(found, dict) and found and dice.random() < 0.92:
        name = dice.choice(list(found))
        match dice.randrange(12):
            case 0:
                return {key: kept for key, kept in found.items() if key != name}
            case 1:
                return {dice.choice(KEYS) if key == name else key: kept for key, kept in found.items()}
            case 2:
                return found | {dice.choice(KEYS): value(dice)}
        return found | {name: changed(found[name], dice)}
    if isinstance(found, list) and found and dice.random() < 0.92:
        at = dice.randrange(len(found))
        match dice.randrange(12):
            case 0:
                return found[:at] + found[at + 1 :]
            case 1:
                return found[:at] + [found[at]] * dice.choice((2, 30)) + found[at + 1 :]
            case 2:
                return [*found, value(dice)]
        return [*found[:at], changed(found[at], dice), *found[at + 1 :]]
    if isinstance(found, str) and found.startswith(("{", "[")) and dice.random() < 0.9:
        try:
            return json.dumps(changed(json.loads(found), dice))
        except (ValueError, RecursionError):
            pass
    if isinstance(found, int | float) and not isinstance(found, bool) and dice.random() < 0.5:
        return dice.choice((-found, found * 2, found + 1, found - 1, found * 1000, float(found), str(found)))
    return container(dice) if dice.random() < 0.1 else value(dice)


def png(data: bytes, dice: Random, others: Sequence[bytes] = ()) -> bytes:
    """Chunks of a PNG, with checksums that fit again."""
    chunks = _chunks(data)
    if not chunks or dice.random() < BLIND:
        return blind(data, dice, others)
    for _ in range(dice.choice((1, 1, 2, 3))):
        at = dice.randrange(len(chunks))
        name, content = chunks[at]
        match dice.randrange(7):
            case 0 | 1:
                chunks[at] = name, blind(content, dice)
            case 2:
                chunks[0] = b"IHDR", _header(chunks[0][1], dice)
            case 3:
                chunks[at:at] = [(dice.choice((b"zTXt", b"iCCP", b"iTXt")), b"name\0\0" + _bomb(dice))]
            case 4 if name == b"IDAT":
                chunks[at] = name, _bomb(dice)
            case 5:
                chunks[at:at] = [dice.choice(chunks)]
            case _:
                del chunks[at]
                if not chunks:
                    break
    return PNG + b"".join(_packed(name, content) for name, content in chunks)


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], len(PNG)
    while data.startswith(PNG) and at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def _packed(name: bytes, content: bytes) -> bytes:
    name = name.ljust(4)[:4]
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _header(content: bytes, dice: Random) -> bytes:
    """Width, height, depth, colour, and three that are mostly 0."""
    fields = bytearray(content.ljust(13, b"\0")[:13])
    at = dice.choice((0, 4))
    fields[at : at + 4] = (dice.choice(NUMBERS) % 2**32).to_bytes(4, "big")
    if dice.random() < 0.5:
        fields[8 + dice.randrange(5)] = dice.choice((0, 1, 2, 3, 4, 6, 8, 16, 255))
    return bytes(fields)


def _bomb(dice: Random) -> bytes:
    return _zeros(dice.choice((0, 10, 10_000, 5_000_000, 70_000_000)))


@cache
def _zeros(size: int) -> bytes:
    return zlib.compress(bytes(size), 9)


def safetensors(data: bytes, dice: Random, others: Sequence[bytes] = ()) -> bytes:
    """Its JSON header, a header inside that, the length before it, or the numbers behind."""
    length = int.from_bytes(data[:8], "little")
    if dice.random() < BLIND or length > len(data):
        return blind(data, dice, others)
    header, rest = data[8 : 8 + length], data[8 + length :]
    match dice.randrange(8):
        case 0:
            rest = blind(rest, dice)
        case 1:
            length = dice.choice(NUMBERS) % 2**64
            return length.to_bytes(8, "little") + data[8:]
        case 2:
            # Numbers that are none: every half is NaN or infinite.
            at = dice.randrange(max(len(rest) - 64, 1))
            rest = rest[:at] + b"\xff\x7f" * 16 + rest[at + 32 :]
        case 3:
            header = document(header, dice)
        case _:
            header = _metadata(header, dice)
    return len(header).to_bytes(8, "little") + header + rest


def _metadata(header: bytes, dice: Random) -> bytes:
    """What the program keeps in the header, beside the list of tensors, which is longer and says less."""
    try:
        found = json.loads(header)
        for _ in range(dice.choice((1, 1, 2, 4))):
            found["__metadata__"] = changed(found["__metadata__"], dice)
        return json.dumps(found).encode()
    except (ValueError, KeyError, TypeError, RecursionError):
        return document(header, dice)


def deflated(data: bytes, dice: Random, others: Sequence[bytes] = ()) -> bytes:
    """Lines of JSON that are compressed."""
    if dice.random() < BLIND:
        return blind(data, dice, others)
    try:
        lines = zlib.decompress(data).split(b"\n")
    except zlib.error:
        return blind(data, dice, others)
    at = dice.randrange(len(lines))
    lines[at] = document(lines[at], dice) if lines[at].startswith(b"{") else blind(lines[at], dice)
    return zlib.compress(b"\n".join(lines))
