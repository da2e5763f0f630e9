"""Reads an author.xml with Python's own xml.etree and prints the milliseconds of each run, JSON. It checks nothing and reports nothing."""
import json
import sys
import time
import xml.etree.ElementTree as tree

SPACE = "{http://xmlns.com/foaf/0.1/}"
CAL = "{http://inspirehep.net/info/HepNames/tools/authors_xml/}"


def read(path):
    root = tree.parse(path).getroot()
    organisations = {
        each.get("id"): each.findtext(SPACE + "name") for each in root.iter(SPACE + "Organization")
    }
    authors = []
    for person in root.iter(SPACE + "Person"):
        ties = [
            (organisations.get(tie.get("organizationid")), tie.get("connection"))
            for tie in person.iter(CAL + "authorAffiliation")
        ]
        ids = [(each.get("source"), each.text) for each in person.iter(CAL + "authorid")]
        authors.append((person.findtext(CAL + "authorNamePaper"), person.findtext(SPACE + "familyName"), ties, ids))
    return authors


times = []
for _ in range(8):
    start = time.perf_counter()
    authors = read(sys.argv[1])
    times.append((time.perf_counter() - start) * 1000)
print(json.dumps({"times": times, "authors": len(authors), "ties": sum(len(each[2]) for each in authors)}))
