"""The packed PDF is the same document: every object of it, read by a library that is not ours."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.filters import FlateDecode
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from advisor.report import pdf
from advisor.report.packing import deflated, packed

from .pictured import pictured


def plainly_printed(name: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A report as typst writes it."""
    press = pdf._Press()
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "packed", lambda made: made)
        patch.setattr(pdf, "_press", lambda: press)  # it keeps what it packed
        return pdf.render_pdf(pictured(name))


def seen(value: Any) -> Any:
    """An object with all that is in it, references as numbers."""
    if isinstance(value, IndirectObject):
        return ("reference", value.idnum)
    if isinstance(value, StreamObject):
        return (dict_of(value), value.get_data())
    if isinstance(value, DictionaryObject):
        return dict_of(value)
    return [seen(part) for part in value] if isinstance(value, ArrayObject) else value


def dict_of(value: DictionaryObject) -> dict[str, Any]:
    return {str(key): seen(value.raw_get(key)) for key in value}


def numbers(reader: PdfReader) -> set[int]:
    return set(reader.xref.get(0, {})) | set(reader.xref_objStm)


@pytest.mark.parametrize("name", ["demo", "emergency"])
def test_every_object_is_there_as_it_was(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = plainly_printed(name, monkeypatch)
    plain, small = PdfReader(BytesIO(made), strict=True), PdfReader(BytesIO(packed(made)), strict=True)
    assert numbers(plain) < numbers(small)
    assert not plain.xref_objStm
    assert len(small.xref_objStm) > 0.8 * len(numbers(plain))
    for number in sorted(numbers(plain)):
        assert seen(small.get_object(number)) == seen(plain.get_object(number))
    for key in ("/Root", "/Info", "/ID"):
        assert seen(small.trailer.raw_get(key)) == seen(plain.trailer.raw_get(key))


def test_a_tagged_report_gets_much_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    made = plainly_printed("demo", monkeypatch)
    assert len(packed(made)) < 0.65 * len(made)


@given(st.text(st.characters(max_codepoint=127), max_size=9000).map(str.encode))
@example(b"")
@example(b"x")
@example(b"endstream\nendobj\nxref\n/Type/EmbeddedFile>>\nstream\nx\nendstream " * 40)
@example(bytes(range(128)) * 400)
@settings(max_examples=50)
def test_what_is_deflated_is_read_back(data: bytes) -> None:
    how, small = deflated(data)
    assert (FlateDecode.decode(small) if how else small) == data
    assert len(small) <= len(data)


def _without_table(made: bytes) -> bytes:
    return made.replace(b"\nxref\n", b"\nxxxx\n")


def _shifted(made: bytes) -> bytes:
    return made.replace(b"\n2 0 obj", b"\n3 0 obj", 1)


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda made: b"",
        lambda made: b"%PDF-1.7 and nothing",
        _without_table,
        _shifted,
        lambda made: made.replace(b"/Root", b"/Encrypt 1 0 R/Root"),
        lambda made: made.replace(b"/Root", b"/Prev 9/Root"),
    ],
)  # fmt: skip
def test_another_form_of_file_is_refused(spoilt: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="not"):
        packed(spoilt(plainly_printed("emergency", monkeypatch)))
