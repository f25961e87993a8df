"""The sheets that show the rules at work: every case, every row of the symptom table, every persona, and what fires on each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.inference.consult import Reasoner
from advisor.interview.answers_file import sheet_from
from advisor.knowledge.source import read_file
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from knowledge import test_symptom_table
from knowledge.consulted import consulted, safety_fired
from knowledge.test_cases import RULES, all_cases, fired_in, sheet_of

__all__ = ["APART", "Shown", "branches", "shown_sheets"]


@dataclass(frozen=True)
class Shown:
    """One sheet: where it comes from (a case file, ``table`` or ``persona``), its name, and the codes that fire on it."""

    file: str
    name: str
    sheet: AnswerSheet
    fired: frozenset[str]

    def has(self, symptom: str) -> bool:
        return any(self.sheet.get(symptom, scope) == "present" for scope in ("", "left", "right"))


def shown_sheets(kb: KnowledgeBase, reasoner: Reasoner) -> Iterator[Shown]:
    """Cases of safety files by the safety rules alone; all others through a whole consultation."""
    for path, case in all_cases():
        sheet = sheet_of(path, case, kb)
        fired = safety_fired(reasoner, sheet) if path.parent.name == "safety" else fired_in(consulted(reasoner, sheet))
        yield Shown(path.relative_to(RULES).as_posix(), str(case["name"]), sheet, frozenset(code for code, _ in fired))
    for row in test_symptom_table.ROWS:
        sheet = test_symptom_table._sheet(row, kb)
        fired = fired_in(consulted(reasoner, sheet))
        yield Shown("table", f"{row.symptom}: {row.says}", sheet, frozenset(code for code, _ in fired))
    for file in sorted((RULES / "personas").glob("*.yaml")):
        sheet = sheet_from({"answers": read_file(file, file.stem).data["answers"]}, kb)
        yield Shown("persona", file.stem, sheet, frozenset(code for code, _ in fired_in(consulted(reasoner, sheet))))


APART = """
tight_hip_flexors | the hanging knee stays straight: front thigh | TST-08c
tight_hip_flexors | the hanging thigh drifts out: front pocket | TST-08e
tight_hip_flexors | knee held badly, hip test normal: deep hip flexor | SYM-013 P17
tight_hip_flexors | bridge felt in hamstring or back: glute | SYM-012
tight_hip_flexors | groin or front-hip pain: bone | RF03a RF03e RF03f
tight_hip_flexors | fever with a sore hip | RF07b
tight_hip_flexors | lump or testicle | RF17a RF17b RF17c RF17d RF17e
tight_hamstrings | the slump brings on the own symptom | P14b
tight_hamstrings | tingling in leg or foot | P14
tight_hamstrings | bridge in the hamstring, glute cue helps | P07
tight_hamstrings | low back hollow, few bridges: long hamstring | P13
tight_hamstrings | sit bone, worse sitting or on hills: tendon | P18b P18d
tight_hamstrings | back pain on arching under 18 | RF15e
it_band_pain | front-pocket burn in the side lift | TST-13c
it_band_pain | step-down: knee in or pelvis drops | P05
it_band_pain | one side plank much shorter | TST-14a
it_band_pain | foot fails, hip is good | SYM-034
it_band_pain | joint line, locking, swelling | RF08b RF08c RF08d
achilles_trouble | few straight heel raises: whole calf | TST-05a
achilles_trouble | bent much worse: deep calf | TST-06a
achilles_trouble | both normal, step-down poor: hip chain | SYM-045
achilles_trouble | bony block at the wall: joint | SYM-046
achilles_trouble | back of the heel | G30a
achilles_trouble | stiff in the morning, eases: tendon | SYM-047
low_back_pain | leg raise hard, better with a brace | P12
low_back_pain | plank sags and hip test yes | P01
low_back_pain | one side plank shorter | SYM-054
low_back_pain | the chest turns little | SYM-055
low_back_pain | bending or sitting with tingling | SYM-056
low_back_pain | arching hurts under 18 | RF15e
low_back_pain | bone pain with signs of low energy | RF03l RF03m RF03d
low_back_pain | rest or night pain | RF07e RF21c
poor_breathing | the chest leads, and one more sign | P10
poor_breathing | wheeze, cough or throat noise | RF10b
poor_breathing | breathless at an easy pace | RF09a RF09c RF09d
poor_breathing | a side stitch alone | SYM-061
runners_knee | step-down better with the glute | P05
runners_knee | step-down better with the arch only | P04c
runners_knee | straight tracking, stairs, quads | P06 SYM-074
runners_knee | all normal and a load spike | P15b
runners_knee | outer knee | SYM-075
runners_knee | below the kneecap | P18c
runners_knee | locking, swelling, giving way | RF08b RF08d
runners_knee | under 16 with a limp or hip pain | RF15b
stiff_upper_body | turns little both ways | P11
stiff_upper_body | turns little one way | SYM-082
stiff_upper_body | the chest leads the breath: breath first | SYM-083
stiff_upper_body | the low back leaves the wall | SYM-084
stiff_upper_body | stiff for more than 30 minutes | RF12e
stiff_upper_body | arm or hand signs | RF02c RF02f RF02h RF02j
stiff_upper_body | neck signs | RF16a RF16b RF16c RF16d
stiff_upper_body | pain at rest that movement does not change | RF22a RF22b RF22c
rounded_shoulders | elbows or wrists off the wall: blades | TST-20a
rounded_shoulders | head off, chin nod short: neck | SYM-093
rounded_shoulders | a gap under the shoulder alone | SYM-094
rounded_shoulders | height loss or sudden pain: bone | RF11a RF11b RF11c RF11d RF11e
poor_biomechanics | foot first | SYM-114
poor_biomechanics | then the hip | SYM-115
poor_biomechanics | then the trunk | SYM-116
poor_biomechanics | the foot drops or slaps | RF02b
poor_biomechanics | a limp | RF03c RF15b G04a
"""
"""Section 3 of the dossier, "Tell apart": symptom | branch | the rules that speak for it."""


def branches() -> list[tuple[str, str, frozenset[str]]]:
    """(symptom, branch, codes of the rules that speak for it)."""
    rows = [[cell.strip() for cell in line.split(" | ")] for line in APART.strip().splitlines()]
    return [(symptom, words, frozenset(codes.split())) for symptom, words, codes in rows]
