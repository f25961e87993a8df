"""A table of generated runners screened in every format equals one consultation a row, plan included."""

from __future__ import annotations

import os
import re
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from advisor import pipeline
from advisor.knowledge.translations import translated
from advisor.model.answers import AnswerSheet, State
from advisor.model.assessment import Assessment
from advisor.model.base import KnowledgeBase
from advisor.population import Program, compile_plan
from advisor.population.runners import Likeness, runners
from advisor.report.squad import SquadPage
from advisor.tables import Job, run_batch
from advisor.tables.plans import plan_data
from unit.tables.tables import cells, read_csv, read_ndjson, sheets_of, write_csv, write_ndjson

COUNT = 40
RULES = Path(__file__).parents[3] / "rules"
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def program(kb: KnowledgeBase) -> Program:
    return compile_plan(kb)


@pytest.fixture(scope="module")
def sheets(kb: KnowledgeBase, program: Program) -> list[AnswerSheet]:
    """Runners with more flags and open questions than is usual, so that every way through safety is met."""
    return sheets_of(program, runners(kb, COUNT, 11, Likeness(flags=3.0, safety_open=0.2, unknown_safety=0.002)))


@pytest.fixture(scope="module")
def told(kb: KnowledgeBase, sheets: list[AnswerSheet]) -> list[Assessment]:
    return [pipeline.assess(kb, sheet, today=DAY) for sheet in sheets]


@pytest.fixture
def table(kb: KnowledgeBase, sheets: list[AnswerSheet], tmp_path: Path) -> Path:
    rows = [{"id": f"R{place}", **row} for place, row in enumerate(cells(kb, sheets))]
    return write_csv(tmp_path / "in.csv", rows)


def expected(row: int, found: Assessment, kb: KnowledgeBase) -> dict[str, Any]:
    """One line of NDJSON, from a consultation."""
    safety = found.safety
    flags: dict[str, set[str]] = {"fired": set(), "unsure": set(), "open": set()}
    for item in safety.items:
        flags[item.state].add(item.flag)
    flags["unsure"] -= flags["fired"] | flags["open"]
    flags["open"] -= flags["fired"]
    return {
        "row": row + 1, "id": f"R{row}",
        "safety": "unanswered" if safety.level == "none" and safety.blocked else safety.level,
        "safety_unanswered": safety.blocked,
        **{f"flags_{state}": sorted(names) for state, names in flags.items()},
        "findings": [
            {"muscle": f.muscle, "side": f.side, "role": f.role, "certainty": f.certainty, "band": f.band} for f in found.findings
        ],
        "patterns": [
            {"pattern": p.pattern, "side": p.side, "certainty": p.certainty, "band": p.band} for p in found.patterns
        ],
        "plan": plan_data(found.plan),
        "rules_hash": kb.hash, "advisor": found.stamp.advisor,
    }  # fmt: skip


def ordered(person: dict[str, Any]) -> dict[str, Any]:
    return person | {key: sorted(person[key]) for key in ("flags_fired", "flags_unsure", "flags_open")}


def test_the_sample_goes_every_way(told: list[Assessment]) -> None:
    levels = {found.safety.level for found in told}
    assert levels >= {"none", "caution", "soon", "urgent"}
    assert any(found.safety.blocked for found in told)
    assert sum(found.plan is not None for found in told) > COUNT / 4


def test_ndjson_equals_a_consultation_of_each(
    kb: KnowledgeBase, program: Program, table: Path, told: list[Assessment], tmp_path: Path
) -> None:
    out = tmp_path / "out.ndjson"
    summary = run_batch(program, Job(str(table), str(out), plan=True, block=7))
    assert (summary.rows, summary.rejected) == (COUNT, 0)
    assert [ordered(person) for person in read_ndjson(out)] == [expected(row, found, kb) for row, found in enumerate(told)]


def test_the_formats_say_the_same(kb: KnowledgeBase, program: Program, table: Path, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    for ending in ("ndjson", "csv", "parquet"):
        run_batch(program, Job(str(table), str(tmp_path / f"out.{ending}"), plan=True, block=16))
    people = read_ndjson(tmp_path / "out.ndjson")
    frame = pq.read_table(tmp_path / "out.parquet").to_pylist()
    lines = read_csv(tmp_path / "out.csv")
    for person, row, line in zip(people, frame, lines, strict=True):
        for key in (
            "row",
            "id",
            "safety",
            "safety_unanswered",
            "flags_fired",
            "flags_open",
            "findings",
            "patterns",
            "rules_hash",
        ):
            assert row[key] == person[key]
        assert (line["safety"], line["flags_fired"]) == (person["safety"], ";".join(person["flags_fired"]))
        assert line["safety_unanswered"] == ("yes" if person["safety_unanswered"] else "no")
        for item in person["findings"]:
            where = "" if item["side"] == "whole" else f"@{item['side']}"
            assert f"{item['muscle']}{where} {item['band']} " in line[item["role"]]
        assert line["plan"].count(";") == (
            len(person["plan"]["exercises"]) - 1 if person["plan"] and person["plan"]["exercises"] else 0
        )
    assert pq.read_schema(tmp_path / "out.parquet").metadata[b"rules_hash"] == kb.hash.encode()


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_wide_tables_hold_the_same_numbers(program: Program, table: Path, tmp_path: Path, ending: str) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    run_batch(program, Job(str(table), str(tmp_path / "out.ndjson")))
    run_batch(program, Job(str(table), str(tmp_path / f"wide.{ending}"), wide=True))
    wide = pq.read_table(tmp_path / "wide.parquet").to_pylist() if ending == "parquet" else read_csv(tmp_path / "wide.csv")
    for person, row in zip(read_ndjson(tmp_path / "out.ndjson"), wide, strict=True):
        known = {i["muscle"] if i["side"] == "whole" else f"{i['muscle']}@{i['side']}": i for i in person["findings"]}
        for key in program.muscles:
            name = key[0] if key[1] == "whole" else f"{key[0]}@{key[1]}"
            item = known.get(name)
            assert (row[name] or "") == (item["role"] if item else "")
            assert (row[f"{name}.band"] or "") == (item["band"] if item else "")
            assert float(row[f"{name}.certainty"] or 0) == (item["certainty"] if item else 0)


def test_all_ways_in_give_the_same_results(
    kb: KnowledgeBase, program: Program, sheets: list[AnswerSheet], table: Path, tmp_path: Path
) -> None:
    """CSV with commas and semicolons, NDJSON flat and as answers files, Parquet as text, categories, numbers and lists."""
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    rows = [{"id": f"R{place}", **row} for place, row in enumerate(cells(kb, sheets))]
    write_csv(tmp_path / "semicolon.csv", rows, ";")
    (tmp_path / "bom.csv").write_bytes(b"\xef\xbb\xbf" + table.read_bytes())
    write_ndjson(tmp_path / "flat.ndjson", rows)
    nested = [{"id": f"R{i}", "answers": pipeline.sheet_to_data(sheet, kb)} for i, sheet in enumerate(sheets)]
    write_ndjson(tmp_path / "answers.ndjson", nested)
    headers = list(dict.fromkeys(key for row in rows for key in row))
    text = pa.table({key: pa.array([row.get(key) for row in rows], pa.string()) for key in headers})
    pq.write_table(text, tmp_path / "text.parquet", row_group_size=15)
    narrow = [pa.array(text[key].to_pylist()).dictionary_encode().cast(pa.dictionary(pa.int8(), pa.string())) for key in headers]
    pq.write_table(pa.table(narrow, headers), tmp_path / "category.parquet")
    typed, count = dict.fromkeys(headers), 0
    for key in headers:
        words, column = text[key].to_pylist(), program.columns.get(key)
        typed[key] = pa.array(words, pa.large_string())
        if column is None:
            continue
        stated = bool({"unknown", "hurt"} & set(words))
        count += 1
        if column.type == "number" and not stated:
            kinds = (pa.int16(), pa.float64(), pa.float32(), pa.uint64(), pa.decimal128(9, 2), pa.int64())
            kind = kinds[count % 6] if column.scale == 1 else (pa.float32(), pa.decimal128(9, 2))[count % 2]
            typed[key] = pa.array([None if word is None else float(word) for word in words]).cast(kind)
        elif column.type == "multi":
            ticks = [None if word is None else [*word.split(";"), None] for word in words]
            kind = pa.list_(pa.string()) if count % 2 else pa.large_list(pa.large_string())
            typed[key] = pa.array(ticks, kind)
        elif column.type == "yes_no" and not stated:
            typed[key] = pa.array([None if word is None else word == "yes" for word in words])
        else:
            count -= 1
    pq.write_table(pa.table(typed), tmp_path / "typed.parquet", row_group_size=11)
    assert count > 60
    names = ("semicolon.csv", "bom.csv", "flat.ndjson", "answers.ndjson", "text.parquet", "category.parquet", "typed.parquet")
    run_batch(program, Job(str(table), str(tmp_path / "want.ndjson")))
    want = (tmp_path / "want.ndjson").read_bytes()
    for name in names:
        summary = run_batch(program, Job(str(tmp_path / name), str(tmp_path / f"{name}.out.ndjson"), block=9))
        assert summary.rejected == 0, name
        assert (tmp_path / f"{name}.out.ndjson").read_bytes() == want, name


@pytest.mark.parametrize("ending", ["csv", "ndjson", "parquet"])
def test_the_same_bytes_twice_and_for_the_owner_alone(program: Program, table: Path, tmp_path: Path, ending: str) -> None:
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    made = []
    for name in ("a", "b"):
        job = Job(str(table), str(tmp_path / f"{name}.{ending}"), report=str(tmp_path / f"{name}.html"), plan=True)
        run_batch(program, job, day="2026-11-22")
        made.append([(tmp_path / f"{name}.{e}").read_bytes() for e in (ending, f"{ending}.rejects.csv", "html")])
        for e in (ending, f"{ending}.rejects.csv", "html"):
            assert stat.S_IMODE(os.stat(tmp_path / f"{name}.{e}").st_mode) == 0o600
    assert made[0] == made[1]
    assert not list(tmp_path.glob(".*"))


def page_of(program: Program, table: Path, out: Path, **options: Any) -> str:
    job = Job(str(table), str(out / "o.csv"), report=str(out / "o.html"), force=True)
    run_batch(program, job, day="2026-11-22", **options)
    return (out / "o.html").read_text(encoding="utf-8")


def test_no_side_of_a_pattern_is_told_surer_than_it_is(program: Program, tmp_path: Path, kb: KnowledgeBase) -> None:
    """Who has a pattern on both sides, but not as surely, stands with each side under its own band. That is rare."""
    sheet = sheets_of(program, runners(kb, 3000, 1).slice(279, 280))[0]
    page = page_of(program, write_csv(tmp_path / "one.csv", [{"id": "R1", **row} for row in cells(kb, [sheet])]), tmp_path)
    standing = {p.side: p for p in pipeline.assess(kb, sheet, today=DAY).patterns if p.pattern == "foot_core_deficit"}
    assert standing["left"].band != standing["right"].band
    title = str(escape(kb.patterns["foot_core_deficit"].title))
    part = page.partition(f"<h3>{title}</h3>")[2].partition("</article>")[0]
    for side, pattern in standing.items():
        assert f"<b>R1</b> {side}" in part.partition(f'band-{pattern.band}"')[2].partition("</ul>")[0]
    assert "both" not in part


def test_names_stop_at_the_most_however_many_places_one_takes(
    program: Program, tmp_path: Path, kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody whose sides stand apart takes two places: the list may end one too long, but it ends."""
    monkeypatch.setattr("advisor.tables.squad.MOST_NAMED", 1)
    row = cells(kb, sheets_of(program, runners(kb, 3000, 1).slice(279, 280)))[0]
    source = write_csv(tmp_path / "six.csv", [{"id": f"R{number}", **row} for number in range(6)])
    run_batch(program, Job(str(source), str(tmp_path / "o.csv"), report=str(tmp_path / "o.html"), block=2))
    title = str(escape(kb.patterns["foot_core_deficit"].title))
    page = (tmp_path / "o.html").read_text(encoding="utf-8")
    part = page.partition(f"<h3>{title}</h3>")[2].partition("</article>")[0]
    assert {f"R{number}" for number in range(6) if f"<b>R{number}</b>" in part} == {"R0"}


def test_the_page_names_who_must_not_train(program: Program, table: Path, told: list[Assessment], tmp_path: Path) -> None:
    page = page_of(program, table, tmp_path, title="Club <b>")
    assert "Club &lt;b&gt;" in page
    assert "<b>Club" not in page
    part = page.partition('id="h-not"')[2].partition("</section>")[0]
    parts = {
        "ended": part.partition("<h3")[0],
        "waiting": part.partition('<h3 id="h-waiting"')[2].partition("<h3")[0],
        "care": page.partition('<h2 id="h-care"')[2].partition("</section>")[0],
        "clear": "",
    }
    assert "May train" not in part
    assert "Urgent: see a doctor today<" in parts["ended"], "as soon as the runner's own report says"
    counts = dict.fromkeys(parts, 0)
    for row, found in enumerate(told):
        safety = found.safety
        group = "ended" if safety.ended else "waiting" if safety.blocked else "care" if safety.level != "none" else "clear"
        counts[group] += 1
        for name, text in parts.items():
            assert (f"<b>R{row}</b>" in text) == (name == group != "clear")
    assert min(counts.values()) > 0
    for group, count in counts.items():
        assert re.search(f'class="key s-{group}"></i>[^<]+</dt><dd>{count}</dd>', page)
    assert "http" not in page.replace('http-equiv="Content-Security-Policy"', "")
    assert "<script" not in page


def shown(program: Program, table: Path, out: Path, monkeypatch: pytest.MonkeyPatch, block: int = 0) -> SquadPage:
    """What the page was made of."""
    pages: list[SquadPage] = []
    monkeypatch.setattr("advisor.report.squad.render_squad", lambda page: pages.append(page) or "")
    run_batch(program, Job(str(table), str(out / "p.csv"), report=str(out / "p.html"), force=True, block=block))
    return pages[0]


def test_the_page_counts_as_consultations_do(
    kb: KnowledgeBase, program: Program, table: Path, told: list[Assessment], sheets: list[AnswerSheet], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who shares a pattern, in whom one side alone is likely or strong, who did which test: from each person's own result."""
    page = shown(program, table, tmp_path, monkeypatch, block=7)
    sides: dict[tuple[str, str, str], list[str]] = {}
    patterns: dict[str, list[str]] = {}
    for row, found in enumerate(told):
        here = {(f.muscle, f.side): f for f in found.findings}
        for (muscle, side), finding in here.items():
            other = here.get((muscle, {"left": "right", "right": "left"}.get(side, side)))
            sure = side != "whole" and finding.role != "unclear" and finding.band in ("likely", "strong")
            if sure and (other is None or other.role != finding.role):
                sides.setdefault((kb.muscles[muscle].name, finding.role, side), []).append(f"R{row}")
        for pattern in {p.pattern for p in found.patterns if p.band != "hidden"}:
            patterns.setdefault(kb.patterns[pattern].title, []).append(f"R{row}")
    assert {(item.muscle, item.role) for item in page.asymmetries} == {key[:2] for key in sides}
    for item in page.asymmetries:
        for side, count, names in (("left", item.left, item.left_people), ("right", item.right, item.right_people)):
            expected_names = sides.get((item.muscle, item.role, side), [])
            assert (count, list(names)) == (len(expected_names), expected_names), (item.muscle, item.role, side)
    assert {p.title: (p.count, list(dict.fromkeys(who.name for who in p.people))) for p in page.patterns} == {
        title: (len(names), names) for title, names in patterns.items()
    }
    done = {
        test.name: sum(
            any(kb.questions[q].test == name and not isinstance(value, State) for (q, _), value in sheet.values.items())
            for sheet in sheets
        )
        for name, test in kb.tests.items()
    }
    assert {item.test: item.count for item in page.tests} == done
    ended = {f"R{row}" for row, found in enumerate(told) if found.safety.ended}
    assert all(not person.limits for person in page.people if person.name in ended), "what limits a plan is no news there"
    assert any(person.limits for person in page.people)


def test_no_list_of_people_names_more_than_the_most(
    program: Program, table: Path, told: list[Assessment], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("advisor.tables.squad.MOST_NAMED", 1)
    page = shown(program, table, tmp_path, monkeypatch, block=7)
    for word, count in page.groups[:3]:
        assert len([person for person in page.people if person.group == word]) == 1 < count
    assert sum(count for _, count in page.groups) == len(told)
    assert max(len(item.right_people) for item in page.asymmetries) == 1 < max(item.right for item in page.asymmetries)


def test_the_page_says_what_is_open_and_what_was_raised(
    kb: KnowledgeBase, program: Program, table: Path, told: list[Assessment], tmp_path: Path
) -> None:
    page = page_of(program, table, tmp_path)
    for row, found in enumerate(told):
        if not found.safety.blocked or found.safety.ended:
            continue
        mine = page.partition(f"<b>R{row}</b>")[2].partition("</li>")[0]
        flags = [kb.flags[item.flag] for item in found.safety.items if item.state == "open"]
        opened = {flag.title for flag in flags if flag.kind != "skip"}
        said = mine.partition("Still to ask: ")[2].partition("</p>")[0]
        assert all(str(escape(title)) in said or " more" in said for title in opened), row
        assert bool(opened) == bool(said)


def test_the_page_in_german(kb: KnowledgeBase, table: Path, tmp_path: Path) -> None:
    page = page_of(compile_plan(translated(kb, "de", str(RULES))), table, tmp_path)
    assert '<html lang="de">' in page
    assert "Wer noch nicht trainieren darf" in page
    assert "22. November 2026" in page
    assert "Who must not" not in page
