"""The head of a report: whose it is and who it comes from. What is typed stays readable and can do no harm.

Words come from people, so any script and direction may come; a logo comes from a file, so anything may come. It is taken
only as PNG, within limits, and is written anew from its pixels: nothing else of the file reaches a report.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from advisor.errors import AdvisorError, Place
from advisor.language import unmarked
from advisor.model.handouts import Letterhead
from advisor.report.words import neutral

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["MAX_LINES", "MAX_LOGO_BYTES", "MAX_LOGO_PIXELS", "MAX_TEXT", "letterhead", "one_line"]

MAX_TEXT = 400  # letters of a name or a line
MAX_LINES = 4
MAX_LOGO_BYTES = 2_000_000
MAX_LOGO_PIXELS = 16_000_000
_LOGO_BOX = (640, 240)  # shown at half of that at most: sharp on a dense screen
_LOGO_LIMIT = 48_000  # bytes of the new file; a report is to stay small
_MARKS = 4  # combining marks on one letter: enough for any script, too few to climb over the lines above
_PNG = b"\x89PNG\r\n\x1a\n"
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_KNOWN = {
    b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture", b"RIFF": "a WebP picture", b"BM": "a bitmap", b"%PDF": "a PDF",
    b"II*\0": "a TIFF picture", b"MM\0*": "a TIFF picture",
}  # fmt: skip


def letterhead(
    *, runner: str = "", coach: str = "", contact: Sequence[str] = (), logo: bytes | None = None, logo_name: str = "the logo"
) -> Letterhead | None:
    """A checked letterhead; None where nothing was given.

    ``logo`` is the content of a file, ``logo_name`` what to call it in messages. Raises AdvisorError: I720 (a text is too
    long, or too many lines), I722 (the file is too large), I723 (it is no PNG), I724 (a PNG that is damaged, or has too
    many pixels).
    """
    lines = [one_line(line, "a contact line") for line in contact]
    lines = [line for line in lines if line]
    if len(lines) > MAX_LINES:
        raise AdvisorError.of("I720", f"there are {len(lines)} contact lines; {MAX_LINES} fit", "put two of them on one line")
    picture, size = _logo(logo, logo_name) if logo is not None else (b"", (0, 0))
    made = Letterhead(
        runner=one_line(runner, "the runner's name"), coach=one_line(coach, "the coach's name"), contact=tuple(lines),
        logo=picture, logo_size=size,
    )  # fmt: skip
    return made if made != Letterhead() else None


def one_line(text: str, what: str) -> str:
    """``text`` on one line, composed, without control and direction-changing characters; "" where nothing of it shows.

    Raises AdvisorError I720 where it is longer than ``MAX_TEXT``; ``what`` names it there.
    """
    plain = neutral(unmarked(unicodedata.normalize("NFC", text[: 4 * MAX_TEXT + 1])))
    plain = _few_marks(" ".join(plain.split()))
    if len(plain) > MAX_TEXT or len(text) > 4 * MAX_TEXT:
        raise AdvisorError.of("I720", f"{what} has {len(text)} letters; {MAX_TEXT} fit", "write a shorter one")
    return plain if any(map(_shows, plain)) else ""


def _shows(char: str) -> bool:
    return unicodedata.category(char)[0] not in "CZM" and char not in _BLANK_LETTERS


def _few_marks(text: str) -> str:
    """No more than a few combining marks on one letter."""
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.category(char) in ("Mn", "Me") and not _is_selector(char) else 0
        if run <= _MARKS:
            kept.append(char)
    return "".join(kept)


def _is_selector(char: str) -> bool:
    """Variation selectors choose a form and draw nothing themselves."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


# ----------------------------------------------------------------- the logo
def _logo(content: bytes, name: str) -> tuple[bytes, tuple[int, int]]:
    """The picture written anew, no larger than it is shown; and its size in pixels."""
    place = Place(name)
    if len(content) > MAX_LOGO_BYTES:
        message = f"the logo is too large: it may have {MAX_LOGO_BYTES // 1_000_000} MB"
        raise AdvisorError.of("I722", message, "save it smaller; a width of 640 pixels is enough", place)
    if not content.startswith(_PNG):
        kind = next((words for start, words in _KNOWN.items() if content.startswith(start)), _text_kind(content))
        message, hint = f"the logo is no PNG picture: it is {kind}", "open it in a picture program and save it as PNG"
        raise AdvisorError.of("I723", message, hint, place)
    return _written(_pixels(content, place))


def _text_kind(content: bytes) -> str:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in start:
        return "an SVG drawing, which may hold programs"
    return "an empty file" if not content else "something else"


def _pixels(content: bytes, place: Place) -> Image:
    """The picture's pixels, fitted into the box. Its size is read from its head before anything is unpacked."""
    import warnings

    from PIL import Image

    hint = "open it in a picture program and save it again"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(content), formats=("PNG",)) as picture:
                width, height = picture.size
                if width * height > MAX_LOGO_PIXELS:
                    message = f"the logo has {width} × {height} pixels; {MAX_LOGO_PIXELS // 1_000_000} million fit"
                    raise AdvisorError.of("I724", message, "save it smaller; a width of 640 pixels is enough", place)
                picture.load()
                made = _in_colour(picture)
    except AdvisorError:
        raise
    except Exception:  # a decoder fed with anything may raise anything; the file is refused all the same
        raise AdvisorError.of("I724", "the logo is a PNG picture that cannot be read: it is damaged", hint, place) from None
    made.thumbnail(_LOGO_BOX)
    return made


def _in_colour(picture: Image) -> Image:
    """Eight bits a channel, with transparency where there is some."""
    if picture.mode.startswith("I"):  # sixteen bits of grey, which would be cut off and not scaled
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture.convert("RGBA" if "A" in picture.mode or "transparency" in picture.info else "RGB")


def _written(picture: Image) -> tuple[bytes, tuple[int, int]]:
    """PNG bytes within the limit: first as it is, then with fewer colours, then smaller. The same picture, the same bytes."""
    while True:
        for colours in (0, 256, 32):
            shown = picture.quantize(colours, method=2) if colours else picture  # 2: octree, the one that keeps transparency
            out = BytesIO()
            shown.save(out, "PNG", optimize=True)
            if out.tell() <= _LOGO_LIMIT:
                return out.getvalue(), picture.size
        picture.thumbnail((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)))
