"""JUnit XML: read by a parser, and held against the structure of the usual schemas."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from junit_structure import check_structure

from studio.junit import Case, junit_xml, xml_text

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
HOSTILE = 'a\x1b[31m\x00\r\n\t<b attr="x">&amp;]]>\ud800\ufffe\U0001f600'


def test_cases_properties_and_output() -> None:
    cases = [
        Case("one", "s.prompts", 0.25),
        Case("two", "s.prompts", 1.5, failure="changed: said", details=("a", "b")),
        Case("three", "s.prompts", 1e-9, error="no voice"),
    ]
    data = junit_xml("s", cases, at=AT, properties={"praat": "6.1"}, output=("a note",))
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    suite = check_structure(data)[0]
    assert suite.attrib["timestamp"] == "2026-01-02T03:04:05"
    failure = suite.find("testcase[@name='two']/failure")
    assert failure is not None
    assert (failure.get("message"), failure.text) == ("changed: said", "a\nb")
    assert suite.find("testcase[@name='one']/failure") is None
    error = suite.find("testcase[@name='three']/error")
    assert error is not None and error.get("message") == "no voice"
    found = suite.find("properties/property")
    assert found is not None and found.attrib == {"name": "praat", "value": "6.1"}
    assert suite.findtext("system-out") == "a note"


def test_whatever_a_text_holds_the_document_is_read_back() -> None:
    case = Case(HOSTILE, HOSTILE, 0.0, failure=HOSTILE, details=(HOSTILE,))
    data = junit_xml(HOSTILE, [case], at=AT, properties={HOSTILE: HOSTILE}, output=(HOSTILE,))
    suite = check_structure(data)[0]
    readable = 'a\\x1b[31m\\x00\\r\n\t<b attr="x">&amp;]]>\\ud800\\ufffe\U0001f600'
    assert suite.attrib["name"] == readable
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert (failure.get("message"), failure.text) == (readable, readable)
    assert suite.findtext("system-out") == readable


def test_every_character_is_escaped_or_kept() -> None:
    for code in (*range(0x250), *range(0xD7F0, 0xE010), *range(0xFFF0, 0x10010), 0x10FFFF):
        text = f"<{chr(code)}>"
        root = ET.fromstring(junit_xml(text, [], at=AT, properties={}))  # noqa: S314
        assert root[0].attrib["name"] == xml_text(text)


def test_a_suite_without_cases() -> None:
    check_structure(junit_xml("empty", [], at=AT, properties={}))
