"""JUnit XML, as CI systems read it.

Conventions: one ``testsuite`` with properties, cases, then what was written. What a text holds that
XML 1.0 cannot is written as ``\\x1b``. The structure is valid by Ant's schema (windyroad
JUnit.xsd, the stricter one) and by Jenkins' (xunit-plugin, junit-10.xsd).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

_NOT_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (5th edition, production 2) does not admit, and the carriage return, which a reader
turns into a line end."""


@dataclass(frozen=True, slots=True)
class Case:
    """One test: ``failure`` or ``error`` is its message, "" where there is none; ``details`` are
    lines beneath it."""

    name: str
    group: str
    time_s: float
    failure: str = ""
    error: str = ""
    details: tuple[str, ...] = ()


def xml_text(text: str) -> str:
    """Text that XML can hold; what it cannot is escaped so that it can be read.

    >>> print(xml_text("a\\x1b[31m\\r\\ud800"))
    a\\x1b[31m\\r\\ud800
    """
    return _NOT_XML.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def _add(parent: ET.Element, tag: str, text: str = "", /, **attributes: str) -> ET.Element:
    safe = {name: xml_text(value) for name, value in attributes.items()}
    child = ET.SubElement(parent, tag, safe)
    child.text = xml_text(text) or None
    return child


def junit_xml(
    name: str,
    cases: Sequence[Case],
    *,
    at: datetime,
    properties: Mapping[str, str],
    output: Sequence[str] = (),
) -> bytes:
    """The report of one suite as a document in UTF-8; ``output`` are lines to keep with it."""
    root = ET.Element("testsuites")
    suite = _add(
        root,
        "testsuite",
        name=name,
        package="studio",
        id="0",
        hostname="localhost",
        timestamp=at.strftime("%Y-%m-%dT%H:%M:%S"),
        tests=str(len(cases)),
        failures=str(sum(bool(case.failure) for case in cases)),
        errors=str(sum(bool(case.error) for case in cases)),
        skipped="0",
        time=f"{sum(case.time_s for case in cases):.3f}",
    )
    listed = _add(suite, "properties")
    for key, value in properties.items():
        _add(listed, "property", name=key, value=value)
    for case in cases:
        made = _add(
            suite, "testcase", name=case.name, classname=case.group, time=f"{case.time_s:.3f}"
        )
        details = "\n".join(case.details)
        if case.error:
            _add(made, "error", details, message=case.error, type="error")
        elif case.failure:
            _add(made, "failure", details, message=case.failure, type="changed")
    _add(suite, "system-out", "\n".join(output))
    _add(suite, "system-err")
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
