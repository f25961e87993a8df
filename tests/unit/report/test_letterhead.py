"""The head of a report: any name stays readable and harmless; of a logo nothing but its pixels gets through."""

from __future__ import annotations

import contextlib
import random
import struct
import subprocess
import sys
import unicodedata
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from advisor.errors import AdvisorError
from advisor.language.marks import CLOSE, OPEN
from advisor.report.letterhead import MAX_LOGO_BYTES, MAX_TEXT, letterhead, one_line


def png(width: int = 40, height: int = 20, mode: str = "RGBA", **more: object) -> bytes:
    out = BytesIO()
    Image.new(mode, (width, height), more.pop("colour", 0)).save(out, "PNG", **more)  # type: ignore[arg-type]
    return out.getvalue()


def noise(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.frombytes("RGBA", (width, height), random.Random(1).randbytes(width * height * 4)).save(out, "PNG")
    return out.getvalue()


def code(**given: object) -> str:
    with pytest.raises(AdvisorError) as caught:
        letterhead(**given)  # type: ignore[arg-type]
    return caught.value.diagnostics[0].code


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Müller-O'Neill", "x" * 300, "محمد بن سلمان", "ยุทธนา ใจดี", "王小明 李", "🏃‍♀️ Ana 🦵🏽", "שָׁלוֹם",
        "Nguyễn Thị Ánh", "क्षत्रिय",
    ],
)  # fmt: skip
def test_names_of_any_script_stay_as_they_are(name: str) -> None:
    head = letterhead(runner=name)
    assert head is not None
    assert head.runner == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Ana \n\t Bee ", "Ana Bee"),
        ("Ana\x1b[31m\x07", "Ana\ufffd[31m\ufffd"),
        ("Ana \u202egnp.exe", "Ana \ufffdgnp.exe"),
        ("A\u2066b\u2069", "A\ufffdb\ufffd"),
        (f"{OPEN}Ana{CLOSE}", "Ana"),
        ("Z" + "\u0337" * 60 + "algo", "Z" + "\u0337" * 4 + "algo"),
        ("\u200b\u2060\u00ad", ""),
        ("\u3164\u2800", ""),
        ("\ud800 Ana", "\ufffd Ana"),
    ],
)
def test_what_could_do_harm_is_marked_or_goes(typed: str, shown: str) -> None:
    assert one_line(typed, "the name") == shown


@given(st.text(max_size=MAX_TEXT // 4))
def test_any_text_becomes_one_harmless_line(text: str) -> None:
    line = one_line(text, "the name")
    assert line == one_line(line, "the name")
    assert not set(line) & set("\u202a\u202b\u202d\u202e\u2066\u2067")
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in line)
    line.encode("utf-8")


def test_too_long_and_too_many() -> None:
    assert letterhead(runner="x" * MAX_TEXT) is not None
    assert code(runner="x" * (MAX_TEXT + 1)) == "I720"
    assert code(coach="x " * 2_000_000) == "I720"
    assert code(contact=["a"] * 5) == "I720"
    head = letterhead(contact=["a", "", "b", " \t", "c", "d"])
    assert head is not None
    assert head.contact == ("a", "b", "c", "d")


def test_nothing_given_is_no_letterhead() -> None:
    assert letterhead() is None
    assert letterhead(runner=" ", coach="\u200b", contact=[""]) is None


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_logo_is_written_anew_from_its_pixels(mode: str) -> None:
    head = letterhead(logo=png(2000, 500, mode) + b"<script>alert(1)</script>")
    assert head is not None
    assert head.logo_size == (640, 160)
    assert b"script" not in head.logo
    with Image.open(BytesIO(head.logo)) as picture:
        assert (picture.format, picture.size) == ("PNG", (640, 160))
    assert head == letterhead(logo=png(2000, 500, mode))


def test_sixteen_bits_of_grey_are_scaled_not_cut() -> None:
    head = letterhead(logo=png(4, 4, "I;16", colour=0x8000))
    assert head is not None
    with Image.open(BytesIO(head.logo)) as picture:
        assert picture.convert("L").getpixel((0, 0)) == 128


def test_what_a_file_says_beside_its_pixels_is_lost() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "secret place")
    head = letterhead(logo=png(pnginfo=info, dpi=(300, 300)))
    assert head is not None
    assert [head.logo[i + 4 : i + 8] for i in chunk_places(head.logo)] == [b"IHDR", b"IDAT", b"IEND"]


def chunk_places(data: bytes) -> list[int]:
    places, at = [], 8
    while at < len(data):
        places.append(at)
        at += 12 + struct.unpack(">I", data[at : at + 4])[0]
    return places


def test_a_noisy_picture_still_becomes_small() -> None:
    head = letterhead(logo=noise(640, 240))
    assert head is not None
    assert len(head.logo) <= 48_000
    assert head.logo_size[0] > 100


def bomb(width: int, height: int) -> bytes:
    """A head that says it is huge, and little behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("logo", "expected"),
    [
        (bytes(MAX_LOGO_BYTES + 1), "I722"),
        (b"", "I723"),
        (b"\xff\xd8\xff\xe0 JFIF", "I723"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "I723"),
        (png()[:60], "I724"),
        (noise(30, 30)[:-900], "I724"),
        (png().replace(b"IDAT", b"IDAX"), "I724"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "I724"),
        (bomb(60_000, 60_000), "I724"),
        (bomb(2**31 - 1, 2**31 - 1), "I724"),
        (bomb(4001, 4001), "I724"),
        (bomb(1000, 1000), "I724"),
        (bomb(0, 5), "I724"),
    ],
)
def test_what_is_no_small_whole_png_is_refused(logo: bytes, expected: str) -> None:
    assert code(logo=logo, logo_name="logo.png") == expected


@given(st.integers(0, 2**32), st.integers(1, 12))
def test_damaged_pictures_are_refused_or_read_never_raise_anything_else(seed: int, hits: int) -> None:
    chance, data = random.Random(seed), bytearray(png(30, 30, "RGB", colour=(200, 30, 40)))
    for _ in range(hits):
        data[chance.randrange(8, len(data))] = chance.randrange(256)
    with contextlib.suppress(AdvisorError):
        head = letterhead(logo=bytes(data))
        assert head is not None
        assert head.logo.startswith(b"\x89PNG")


def test_pillow_is_imported_only_for_a_logo() -> None:
    text = "import sys, advisor.report.letterhead as head; head.letterhead(runner='Ana'); assert 'PIL' not in sys.modules"
    subprocess.run([sys.executable, "-c", text], check=True, timeout=60)
