"""Collects the sentences of engine and training (NK_TEXT) for translation into one context, "engine".

lupdate sorts texts by the class they stand in, but an Error knows only its wording; so what it finds is merged here.
Usage: update_engine_texts.py LUPDATE TS FILE…
"""

import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree


def collect(lupdate, files):
    with tempfile.TemporaryDirectory() as folder:
        found = pathlib.Path(folder, "found.ts")
        listed = pathlib.Path(folder, "files.lst")
        listed.write_text("\n".join(files))
        aliases = "tr=NK_TEXT,translate=NK_NEVER_1,qtTrId=NK_NEVER_2,QT_TR_NOOP=NK_NEVER_3,QT_TRANSLATE_NOOP=NK_NEVER_4"
        command = [lupdate, "-silent", "-locations", "none", "-tr-function-alias", aliases, "@" + str(listed), "-ts", str(found)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        return sorted({source.text for source in ElementTree.parse(found).iter("source")})


def known_translations(path):
    known = {}
    for message in ElementTree.parse(path).iter("message"):
        translation = message.find("translation")
        if translation.text and translation.get("type") != "unfinished":
            known[message.find("source").text] = translation.text
    return known


def main():
    lupdate, path, *files = sys.argv[1:]
    known = known_translations(path)
    root = ElementTree.Element("TS", version="2.1", language="ja", sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = "engine"
    for text in collect(lupdate, files):
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = text
        translation = ElementTree.SubElement(message, "translation")
        if text in known:
            translation.text = known[text]
        else:
            translation.set("type", "unfinished")
    ElementTree.indent(root, "    ")
    body = ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)
    pathlib.Path(path).write_text('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + body + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
