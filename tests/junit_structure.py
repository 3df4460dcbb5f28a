"""The structure of JUnit XML that the schemas of Ant and Jenkins share."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

# windyroad JUnit.xsd (Apache Ant), commit 2378e66: children in order, attributes that are required
# and admissible. Ant's is the stricter schema; Jenkins' junit-10.xsd admits all of it.
CHILDREN = {
    "testsuites": r"(testsuite )*",
    "testsuite": r"properties (testcase )*system-out system-err ",
    "properties": r"(property )*",
    "property": "",
    "testcase": r"(skipped |error |failure )?",
    "failure": "",
    "error": "",
    "system-out": "",
    "system-err": "",
}
SUITE = "name timestamp hostname tests failures errors time package id"
REQUIRED = {
    "testsuite": set(SUITE.split()),
    "property": {"name", "value"},
    "testcase": {"name", "classname", "time"},
    "failure": {"type"},
    "error": {"type"},
}
OPTIONAL = {"testsuite": {"skipped"}, "failure": {"message"}, "error": {"message"}}
TIMES = re.compile(r"[0-9]+\.[0-9]+")


def check_structure(data: bytes) -> ET.Element:
    """Assert that a document is as the schema says; returns its root."""
    root = ET.fromstring(data)  # noqa: S314
    assert root.tag == "testsuites"
    for element in root.iter():
        order = "".join(f"{child.tag} " for child in element)
        assert re.fullmatch(CHILDREN[element.tag], order), (element.tag, order)
        names, required = set(element.attrib), REQUIRED.get(element.tag, set())
        assert required <= names <= required | OPTIONAL.get(element.tag, set()), element.tag
        assert TIMES.fullmatch(element.get("time", "0.0"))
        if element.tag in ("testsuites", "testsuite", "properties", "testcase"):
            assert not (element.text or "").strip()
    for suite in root:
        cases = suite.findall("testcase")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.attrib["timestamp"])
        assert int(suite.attrib["tests"]) == len(cases)
        for kind in ("failure", "error"):
            assert int(suite.attrib[f"{kind}s"]) == len(suite.findall(f"testcase/{kind}"))
        total_s = sum(float(case.attrib["time"]) for case in cases)
        assert float(suite.attrib["time"]) == pytest.approx(total_s, abs=0.01)
    return root
