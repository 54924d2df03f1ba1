"""`--format junit`: valid by the schema that servers use, read by another program, whatever the texts hold."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from samples import audit, clean, leaning
from told_samples import FRAGMENTS, harm, harmful, reviewed

from readerapp.judge import Settings, rules
from readerapp.report.formats import write
from readerapp.report.told import tell

# The shape of the reports that Jenkins and others read, written down here for what of it we use.
SHAPE = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:element name="testsuites"><xs:complexType>
 <xs:sequence><xs:element ref="testsuite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
 <xs:attribute name="name"/><xs:attribute name="time" type="xs:decimal"/>
 <xs:attribute name="tests" type="xs:integer"/><xs:attribute name="failures" type="xs:integer"/>
</xs:complexType></xs:element>
<xs:element name="testsuite"><xs:complexType>
 <xs:sequence>
  <xs:element name="properties" minOccurs="0"><xs:complexType><xs:sequence>
   <xs:element name="property" maxOccurs="unbounded"><xs:complexType>
    <xs:attribute name="name" use="required"/><xs:attribute name="value" use="required"/>
   </xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element ref="testcase" minOccurs="0" maxOccurs="unbounded"/>
  <xs:element name="system-out" type="xs:string" minOccurs="0"/>
  <xs:element name="system-err" type="xs:string" minOccurs="0"/>
 </xs:sequence>
 <xs:attribute name="name" use="required"/><xs:attribute name="tests" type="xs:integer" use="required"/>
 <xs:attribute name="failures" type="xs:integer" use="required"/>
 <xs:attribute name="errors" type="xs:integer" use="required"/>
 <xs:attribute name="skipped" type="xs:integer"/><xs:attribute name="time" type="xs:decimal"/>
</xs:complexType></xs:element>
<xs:element name="testcase"><xs:complexType>
 <xs:sequence>
  <xs:element name="skipped" minOccurs="0"/>
  <xs:element name="failure" minOccurs="0"><xs:complexType mixed="true">
   <xs:attribute name="message"/><xs:attribute name="type" use="required"/>
  </xs:complexType></xs:element>
  <xs:element name="system-out" type="xs:string" minOccurs="0"/>
  <xs:element name="system-err" type="xs:string" minOccurs="0"/>
 </xs:sequence>
 <xs:attribute name="name" use="required"/><xs:attribute name="classname" use="required"/>
 <xs:attribute name="time" type="xs:decimal"/><xs:attribute name="file"/>
</xs:complexType></xs:element>
</xs:schema>"""


@cache
def shape() -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(SHAPE))


def report(*told) -> bytes:
    return "".join(write("junit", told)).encode("utf-8")


def read(*told):
    """The report by a strict parser, valid."""
    root = etree.fromstring(report(*told), etree.XMLParser(resolve_entities=False, no_network=True))
    shape().assertValid(root)
    for suite in root.iter("testsuite"):
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
    return root


def test_a_rule_that_ran_is_a_test():
    names = [case.get("name") for case in read(tell(audit())).iter("testcase")]
    assert names == [rule.name for rule in rules()]


def test_a_rule_that_did_not_run_is_none():
    from dataclasses import replace

    made = replace(clean(), settings=Settings(select=("added",)))
    assert [case.get("name") for case in read(tell(made)).iter("testcase")] == ["added-sentence", "added-detail"]


def test_a_flag_fails_the_test_of_its_rule_unless_it_is_dismissed():
    cases = {case.get("name"): case for case in read(reviewed(leaning())).iter("testcase")}
    failed = {name: case.find("failure") for name, case in cases.items() if case.find("failure") is not None}
    assert list(failed) == ["softened-wording", "attribution"]
    assert failed["attribution"].get("message") == "attribution: 1 flag"
    assert failed["attribution"].get("type") == "major"
    assert failed["attribution"].text == (
        "caracas/fr.txt:2:45: major 0.75 · accepted · a reconnu ← dijo · note: Voir le guide.\n"
    )
    out = cases["loaded-wording"].find("system-out").text
    assert out.startswith("caracas/fr.txt:1:4: major 0.75 · dismissed (legitimate adaptation) · régime ← gobierno")


def test_another_program_reads_it():
    junitparser = pytest.importorskip("junitparser", reason="junitparser is not installed")
    found = junitparser.JUnitXml.fromstring(report(tell(audit("un")), reviewed(leaning()), tell(clean())))
    suites = list(found)
    assert [(suite.name, suite.tests, suite.failures, suite.errors) for suite in suites] == [
        ("un", 12, 2, 0),
        ("caracas", 12, 2, 0),
        ("clean", 12, 0, 0),
    ]
    assert {one.name: one.value for one in suites[0].properties()} == {
        "title": "un",
        "signature": "readerapp:0|model:fake|rules:all",
    }
    [failure] = next(case for case in suites[1] if case.name == "attribution").result
    assert isinstance(failure, junitparser.Failure) and failure.type == "major"


@pytest.mark.parametrize("text", FRAGMENTS)
def test_nothing_from_outside_breaks_it(text):
    read(harm(text), harm(text))


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(harmful)
def test_whatever_it_is(text):
    told = harm(text)
    root = read(told)
    lines = [line for one in root.iter("failure", "system-out") for line in one.text.splitlines()]
    assert len(lines) == len(told.flags)
