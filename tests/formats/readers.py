"""Exports are read by programs that no one here wrote, and every span is compared with the text in the format's own unit.

Run by `cargo xtask test`, with the program in HASHIYA. Prints its counts in the words of `cargo test`.
"""

import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest
import warnings

warnings.filterwarnings("ignore")
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_OFFLINE"] = "1"

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "tests/formats/documents.jsonl"
OUT = ROOT / "target/formats"
HASHIYA = os.environ["HASHIYA"]
DOCUMENTS = [json.loads(line) for line in SOURCE.read_text("utf-8").split("\n") if line]


def run(*arguments):
    subprocess.run([HASHIYA, *map(str, arguments)], check=True, capture_output=True)


def convert(format, *options, name=None):
    """Exports the documents into a folder of their own and gives it."""
    folder = OUT / (name or format)
    shutil.rmtree(folder, ignore_errors=True)
    OUT.mkdir(parents=True, exist_ok=True)
    run("convert", SOURCE, "--to", format, "-o", folder, *options)
    return folder


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def entities(document):
    return sorted((e["start"], e["end"], e["label"]) for e in document["entities"])


def triggers(document):
    return sorted((v["trigger"]["start"], v["trigger"]["end"], v["label"]) for v in document["events"])


def words(text):
    """A text without what lies between its words."""
    return "".join(text.split())


def arguments(document):
    """Each argument as texts: type, role, filler."""
    return sorted((v["label"], a["role"], words(a["text"])) for v in document["events"] for a in v["arguments"])


def relations(document, is_near=False):
    """Each relation as texts: the type it goes out from, its own, the other end; all, or those within a sentence."""
    marks = {e["id"]: e for e in document["entities"]}
    sentence = lambda mark: next(i for i, s in enumerate(document["sentences"]) if mark["start"] < s["end"])
    ends = [(marks[r["from"]], r["label"], marks[r["to"]]) for r in document["relations"]]
    kept = [end for end in ends if not is_near or sentence(end[0]) == sentence(end[2])]
    return sorted((source["label"], label, words(target["text"])) for source, label, target in kept)


def links(document):
    """Arguments and relations."""
    return sorted(arguments(document) + relations(document))


def chains(document):
    """The mentions of each chain of more than one, as texts."""
    mentions = {}
    for entity in document["entities"]:
        if entity.get("chain"):
            mentions.setdefault(entity["chain"], []).append(entity["text"])
    return [texts for texts in mentions.values() if len(texts) > 1]


def same_lines(text):
    """A text as formats hold it whose readers take CR LF for one character."""
    return text.replace("\r", " ")


class Readers(unittest.TestCase):
    maxDiff = 2000

    def test_native(self):
        import jsonschema

        schema = json.loads((ROOT / "data/hashiya.schema.json").read_text("utf-8"))
        validator = jsonschema.Draft202012Validator(schema)
        for format in ["json", "jsonl"]:
            folder = convert(format)
            path = folder / f"data.{format}"
            files = lines(path) if format == "jsonl" else [json.loads(path.read_text("utf-8"))]
            for file in files:
                self.assertEqual([error.message for error in validator.iter_errors(file)], [])
        self.assertEqual(lines(OUT / "jsonl/data.jsonl"), DOCUMENTS)

    def test_label_studio(self):
        from label_studio_sdk.label_interface import LabelInterface

        folder = convert("label-studio")
        interface = LabelInterface((folder / "label_config.xml").read_text("utf-8"))
        interface.validate()
        tasks = json.loads((folder / "data.json").read_text("utf-8"))
        for task, document in zip(tasks, DOCUMENTS, strict=True):
            text = task["data"]["text"]
            self.assertEqual(text, same_lines(document["text"]))
            result = task["annotations"][0]["result"]
            faults = interface._validate_object({"result": result}, return_errors=True)
            self.assertEqual(faults, [])
            marks = [r["value"] for r in result if r["type"] == "labels"]
            for value in marks:
                self.assertEqual(text[value["start"] : value["end"]], value["text"])
            found = sorted((v["start"], v["end"], v["labels"][0]) for v in marks if v["labels"][0] != "Filler")
            self.assertEqual(found, sorted(entities(document) + triggers(document)))
            regions = {r["id"]: r["value"] for r in result if r["type"] == "labels"}
            links_found = [r for r in result if r["type"] == "relation"]
            found = [
                (regions[r["from_id"]]["labels"][0], r["labels"][0], words(regions[r["to_id"]]["text"]))
                for r in links_found
            ]
            self.assertEqual(sorted(found), links(document))

    def test_doccano(self):
        for document, line in zip(DOCUMENTS, lines(convert("doccano") / "data.jsonl"), strict=True):
            self.assertEqual(line["text"], document["text"])
            self.assertEqual(sorted(map(tuple, line["label"])), sorted(entities(document) + triggers(document)))
        for document, line in zip(DOCUMENTS, lines(convert("doccano-relations") / "data.jsonl"), strict=True):
            by_id = {e["id"]: e for e in line["entities"]}
            found = [
                (
                    by_id[r["from_id"]]["label"],
                    r["type"],
                    words(line["text"][by_id[r["to_id"]]["start_offset"] : by_id[r["to_id"]]["end_offset"]]),
                )
                for r in line["relations"]
            ]
            self.assertEqual(sorted(found), links(document))

    def brat_documents(self):
        folder = convert("brat")
        names = ["حلب_1", "d_2", "d-3"]
        return folder, [(document, folder / f"{name}.txt") for document, name in zip(DOCUMENTS, names, strict=True)]

    def test_brat_by_bioc(self):
        from bioc import brat

        _, pairs = self.brat_documents()
        for document, path in pairs:
            with open(path, encoding="utf-8") as text, open(path.with_suffix(".ann"), encoding="utf-8") as ann:
                read = brat.load(text, ann)
            self.assertEqual(read.text, same_lines(document["text"]))
            marks = {}
            for entity in read.entities:
                spans = sorted((place.begin, place.end) for place in entity.locations)
                self.assertEqual(" ".join(read.text[a:b] for a, b in spans), entity.text)
                marks[entity.id] = (spans[0][0], spans[-1][1], entity.type, len(spans))
            found = sorted(m[:3] for m in marks.values() if m[2] != "Filler")
            self.assertEqual(found, sorted(entities(document) + triggers(document)))
            texts = {entity.id: entity.text for entity in read.entities}
            found = sorted(sorted(texts[mention] for mention in equiv.argids) for equiv in read.equiv_relations)
            self.assertEqual(found, sorted(sorted(mentions) for mentions in chains(document)))
            labels = {entity["label"] for entity in document["entities"]}
            pieces = sorted(m[3] for m in marks.values() if m[2] in labels)
            self.assertEqual(pieces, sorted(len(e.get("parts", [0])) for e in document["entities"]))
            found = [
                (event.type, re.sub(r"\d+$", "", role), words(read.text[marks[to][0] : marks[to][1]]))
                for event in read.events
                for role, to in event.arguments.items()
            ]
            self.assertEqual(sorted(found), arguments(document))
            text = lambda mark: words(read.text[mark[0] : mark[1]])
            ends = [(marks[r.arguments["Arg1"]], r.type, marks[r.arguments["Arg2"]]) for r in read.relations]
            found = [(source[2], label, text(target)) for source, label, target in ends]
            self.assertEqual(sorted(found), relations(document))

    def test_brat_by_pybrat(self):
        from pybrat.parser import BratParser

        folder, pairs = self.brat_documents()
        examples = {example.id: example for example in BratParser(error="raise").parse(str(folder))}
        self.assertEqual(len(examples), len(DOCUMENTS))
        for document, path in pairs:
            example = examples[path.stem]
            self.assertEqual(example.text, same_lines(document["text"]))
            # It keeps no roles, and joins the pieces of a mark.
            parts = {
                words(m["text"]): words("".join(document["text"][p["start"] : p["end"]] for p in m["parts"]))
                for m in document["entities"]
                if "parts" in m
            }
            found = [(event.type, words(filler.mention)) for event in example.events for filler in event.arguments]
            expected = [(label, parts.get(text, text)) for label, _, text in arguments(document)]
            self.assertEqual(sorted(found), sorted(expected))
            found = [(r.arg1.type, r.type, words(r.arg2.mention)) for r in example.relations if r.type != "Equiv"]
            expected = [(source, label, parts.get(text, text)) for source, label, text in relations(document)]
            self.assertEqual(sorted(found), sorted(expected))

    def test_spacy(self):
        import spacy
        from spacy.tokens import DocBin

        folder = convert("spacy")
        path = folder / "data.spacy"
        subprocess.run([sys.executable, folder / "to_docbin.py", folder / "data.jsonl", path], check=True)
        docs = list(DocBin().from_disk(path).get_docs(spacy.blank("ar").vocab))
        sources = (folder / "data.jsonl").read_text("utf-8").split("\n")
        for document, doc, source in zip(DOCUMENTS, docs, sources):
            self.assertEqual(doc.text, document["text"])
            spans = [s for s in doc.spans["sc"] if s.label_ != "Filler"]
            self.assertEqual(sorted((s.start_char, s.end_char, s.label_) for s in spans), entities(document))
            found = sorted((s.start_char, s.end_char, s.label_) for s in doc.spans["triggers"])
            self.assertEqual(found, triggers(document))
            for start, end, label in entities(document):
                self.assertIsNotNone(doc.char_span(start, end, label, alignment_mode="strict"))
            self.assertTrue(doc.ents)
            self.assertEqual(len(list(doc.sents)), len(document["sentences"]))
            marks = {s["id"]: doc[s["start"] : s["end"]] for s in json.loads(source)["spans"]}
            labels = {e["id"]: e["label"] for e in document["entities"]}
            found = [(labels[r["from"]], r["label"], words(marks[r["to"]].text)) for r in doc.user_data["relations"]]
            self.assertEqual(sorted(found), relations(document))

    def columns(self, path):
        sentences, sentence = [], []
        for line in path.read_text("utf-8").split("\n"):
            fields = line.split("\t" if "\t" in line else " ")
            if not line.strip() or fields[0] == "-DOCSTART-":
                sentences += [sentence] if sentence else []
                sentence = []
            else:
                sentence.append(fields)
        return sentences

    def test_conll_columns(self):
        import iobes
        from seqeval.metrics import f1_score
        from seqeval.scheme import IOB2, IOBES

        texts = {words(e["text"]) for d in DOCUMENTS for e in d["entities"]}
        for scheme, seqeval_scheme, parse in [
            ("iob2", IOB2, iobes.parse_spans_bio_with_errors),
            ("bioes", IOBES, iobes.parse_spans_iobes_with_errors),
        ]:
            flat = self.columns(convert("conll2003", "--scheme", scheme) / "data.conll")
            layers = self.columns(convert("iob", "--scheme", scheme) / "data.tsv")
            text = ["".join(fields[0] for fields in sentence) for sentence in flat]
            self.assertEqual(text, ["".join(fields[0] for fields in sentence) for sentence in layers])
            found = []
            for columns, indexes in [(flat, [3]), (layers, [1, 2, 3, 4])]:
                for index in indexes:
                    tags = [[fields[index] for fields in sentence] for sentence in columns]
                    for sentence, row in zip(columns, tags):
                        spans, errors = parse(row)
                        self.assertEqual(errors, [])
                        if columns is layers and index < 4:
                            found += [words("".join(f[0] for f in sentence[s.start : s.end])) for s in spans]
                    if any(tag != "O" for row in tags for tag in row):
                        self.assertEqual(f1_score(tags, tags, mode="strict", scheme=seqeval_scheme), 1.0)
            self.assertEqual(set(found), texts)
            self.assertEqual(len(found), sum(len(d["entities"]) for d in DOCUMENTS))

    def test_conll_u(self):
        import conllu

        unescape = {"s": " ", "n": "\n", "r": "\r", "t": "\t", "p": "|", "\\": "\\"}

        def spaces(misc):
            after = (misc or {}).get("SpacesAfter")
            if after is not None:
                return re.sub(r"\\(.)", lambda m: unescape[m[1]], after)
            return "" if (misc or {}).get("SpaceAfter") == "No" else " "

        for format, ending in [("conllu", "conllu"), ("conllu-plus", "conllup")]:
            sentences = conllu.parse((convert(format) / f"data.{ending}").read_text("utf-8"))
            texts, ids, is_inside, clitics = {}, [], 0, []
            for sentence in sentences:
                if "newdoc id" in sentence.metadata:
                    ids.append(sentence.metadata["newdoc id"])
                for token in sentence:
                    misc = token["misc"] if isinstance(token["misc"], (dict, type(None))) else dict(
                        pair.split("=", 1) for pair in token["misc"].split("|") if "=" in pair
                    )
                    clitics += [token["form"]] if "Clitic" in (misc or {}) else []
                    is_range = isinstance(token["id"], tuple)
                    if is_range or not is_inside:
                        texts[ids[-1]] = texts.get(ids[-1], "") + token["form"] + spaces(misc)
                    is_inside = token["id"][2] - token["id"][0] + 1 if is_range else max(is_inside - 1, 0)
            self.assertEqual(texts, {d["id"]: d["text"] for d in DOCUMENTS})
            self.assertIn("ب", clitics)
        plus = conllu.parse((OUT / "conllu-plus/data.conllup").read_text("utf-8"))
        self.assertTrue(any(token["trigger"] == "B-Ceasefire" for sentence in plus for token in sentence))

    def check_cas(self, cas, document, text):
        self.assertEqual(cas.sofa_string, text)
        names = [
            (n.get_covered_text(), n.value) for n in cas.select("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity")
        ]
        self.assertEqual(sorted(names), sorted((e["text"], e["label"]) for e in document["entities"]))
        found = [
            (event.value, link.role, words(link.target.get_covered_text()))
            for event in cas.select("webanno.custom.Event")
            for link in (event.arguments.elements if event.arguments else [])
        ]
        self.assertEqual(sorted(found), arguments(document))
        found = [
            (relation.Governor.value, relation.value, words(relation.Dependent.get_covered_text()))
            for relation in cas.select("webanno.custom.Relation")
        ]
        self.assertEqual(sorted(found), relations(document))
        found = []
        for chain in cas.select("de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceChain"):
            link, mentions = chain.first, []
            while link:
                mentions.append(link.get_covered_text())
                link = link.next
            found.append(mentions)
        self.assertEqual(found, chains(document))
        tokens = [t.get_covered_text() for t in cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token")]
        self.assertEqual(tokens, [document["text"][t["start"] : t["end"]] for t in document["tokens"]])

    def test_uima(self):
        import cassis

        xmi, js = convert("uima-xmi"), convert("uima-json")
        for document, name in zip(DOCUMENTS, ["حلب_1", "d_2", "d-3"], strict=True):
            with open(xmi / "TypeSystem.xml", "rb") as file:
                types = cassis.load_typesystem(file)
            with open(xmi / f"{name}.xmi", "rb") as file:
                self.check_cas(cassis.load_cas_from_xmi(file, types), document, document["text"])
            with open(js / f"{name}.json", "rb") as file:
                self.check_cas(cassis.load_cas_from_json(file), document, document["text"])

    def test_hugging_face(self):
        import datasets

        folder = convert("hugging-face", "--split", "34/33/33", "--seed", "3")
        cache = str(OUT / "cache")
        data = datasets.load_dataset(str(folder), cache_dir=cache)
        self.assertEqual(sum(len(part) for part in data.values()), len(DOCUMENTS))
        features = datasets.Features.from_dict(json.loads((folder / "features.json").read_text("utf-8")))
        names = features["ner_tags"].feature.names
        by_id = {document["id"]: document for document in DOCUMENTS}
        files = [str(path) for path in sorted(folder.glob("*.jsonl"))]
        for row in datasets.load_dataset("json", data_files=files, features=features, split="train", cache_dir=cache):
            document = by_id[row["id"]]
            self.assertEqual(row["text"], document["text"])
            self.assertEqual(len(row["tokens"]), len(row["ner_tags"]))
            self.assertTrue(all(0 <= tag < len(names) for tag in row["ner_tags"]))
            for span in row["spans"] + row["events"]:
                self.assertEqual(row["text"][span["start"] : span["end"]], span["text"])
            found = sorted((s["start"], s["end"], s["label"]) for s in row["spans"] if s["label"] != "Filler")
            self.assertEqual(found, entities(document))
            texts = {s["id"]: words(s["text"]) for s in row["spans"]}
            found = [(v["label"], a["role"], texts[a["span"]]) for v in row["events"] for a in v["arguments"]]
            self.assertEqual(sorted(found), arguments(document))
            labels = {s["id"]: s["label"] for s in row["spans"]}
            found = [(labels[r["from"]], r["label"], texts[r["to"]]) for r in row["relations"]]
            self.assertEqual(sorted(found), relations(document))

    def test_prodigy(self):
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        for task, document in zip(lines(convert("prodigy") / "data.jsonl"), DOCUMENTS, strict=True):
            text, tokens = task["text"], task["tokens"]
            doc = Doc(Vocab(), words=[t["text"] for t in tokens], spaces=[t["ws"] for t in tokens])
            self.assertEqual(words(doc.text), words(text))
            for token in tokens:
                self.assertEqual(text[token["start"] : token["end"]], token["text"])
            for span in task["spans"]:
                self.assertEqual(tokens[span["token_start"]]["start"], span["start"])
                self.assertEqual(tokens[span["token_end"]]["end"], span["end"])
            found = sorted((s["start"], s["end"], s["label"]) for s in task["spans"] if s["label"] != "Filler")
            self.assertEqual(found, sorted(entities(document) + triggers(document)))
            found = []
            for relation in task["relations"]:
                head, child = relation["head_span"], relation["child_span"]
                self.assertEqual((relation["head"], relation["child"]), (head["token_end"], child["token_end"]))
                found.append((head["label"], relation["label"], words(text[child["start"] : child["end"]])))
            self.assertEqual(sorted(found), links(document))

    def test_gliner(self):
        entries = json.loads((convert("gliner") / "data.json").read_text("utf-8"))
        marks = [
            ("".join(entry["tokenized_text"][start : end + 1]), label)
            for entry in entries
            for start, end, label in entry["ner"]
        ]
        expected = [(words(m["text"]), m["label"]) for d in DOCUMENTS for m in d["entities"]]
        expected += [(words(v["trigger"]["text"]), v["label"]) for d in DOCUMENTS for v in d["events"]]
        self.assertEqual(sorted(marks), sorted(expected))
        for entry in entries:
            for head, tail, _ in entry["relations"]:
                self.assertTrue(head < len(entry["ner"]) and tail < len(entry["ner"]))
        found = [
            (entry["ner"][head][2], label, "".join(entry["tokenized_text"][start : end + 1]))
            for entry in entries
            for head, tail, label in entry["relations"]
            for start, end, _ in [entry["ner"][tail]]
        ]
        for document in DOCUMENTS:
            for relation in relations(document, is_near=True):
                self.assertIn(relation, found)

    def test_dygie(self):
        for row, document in zip(lines(convert("dygie") / "data.jsonl"), DOCUMENTS, strict=True):
            tokens = [token for sentence in row["sentences"] for token in sentence]
            self.assertEqual(row["doc_key"], document["id"])
            self.assertTrue(len(row["ner"]) == len(row["events"]) == len(row["sentences"]))
            first = 0
            for sentence, ner, events in zip(row["sentences"], row["ner"], row["events"]):
                inside = range(first, first + len(sentence))
                self.assertTrue(all(s in inside and e in inside for s, e, _ in ner))
                for (trigger, _), *rest in events:
                    self.assertIn(trigger, inside)
                    self.assertTrue(all(s in inside and e in inside for s, e, _ in rest))
                first += len(sentence)
            found = sorted(("".join(tokens[s : e + 1]), label) for ner in row["ner"] for s, e, label in ner)
            self.assertEqual(found, sorted((words(e["text"]), e["label"]) for e in document["entities"]))
            labels = {(start, end): label for ner in row["ner"] for start, end, label in ner}
            found = [
                (labels[s, e], label, "".join(tokens[other : last + 1]))
                for sentence in row["relations"]
                for s, e, other, last, label in sentence
            ]
            self.assertEqual(sorted(found), relations(document, is_near=True))

    def test_textee(self):
        rows = lines(convert("textee") / "data.jsonl")
        expected = sorted((words(e["text"]), e["label"]) for d in DOCUMENTS for e in d["entities"])
        found = []
        for row in rows:
            for mention in row["entity_mentions"] + [v["trigger"] for v in row["event_mentions"]]:
                self.assertEqual(" ".join(row["tokens"][mention["start"] : mention["end"]]), mention["text"])
            ids = {m["id"] for m in row["entity_mentions"]}
            for event in row["event_mentions"]:
                self.assertTrue(all(a["entity_id"] in ids for a in event["arguments"]))
            found += [(words(m["text"]), m["entity_type"]) for m in row["entity_mentions"] if m["entity_type"] != "Filler"]
        self.assertEqual(sorted(found), expected)
        mentions = {(row["doc_id"], m["id"]): m for row in rows for m in row["entity_mentions"]}
        found = []
        for row in rows:
            for relation in row["relation_mentions"]:
                ends = {a["role"]: mentions[row["doc_id"], a["entity_id"]] for a in relation["arguments"]}
                source, target = ends["Arg-1"], ends["Arg-2"]
                found.append((source["entity_type"], relation["relation_type"], words(target["text"])))
        self.assertEqual(sorted(found), sorted(sum((relations(d, is_near=True) for d in DOCUMENTS), [])))

    def test_ace(self):
        from lxml import etree

        folder = convert("ace")
        for document, name in zip(DOCUMENTS, ["حلب_1", "d_2", "d-3"], strict=True):
            sgm = (folder / f"{name}.sgm").read_text("utf-8")
            text = re.sub(r"<[^>]+>", "", sgm)
            plain = same_lines(document["text"]).replace("<", "‹").replace(">", "›")
            self.assertEqual(text, plain)
            root = etree.parse(str(folder / f"{name}.apf.xml")).getroot()
            for charseq in root.iter("charseq"):
                self.assertEqual(text[int(charseq.get("START")) : int(charseq.get("END")) + 1], charseq.text)
            found = sorted(
                (int(m.find("head/charseq").get("START")), int(m.find("head/charseq").get("END")) + 1, e.get("TYPE"))
                for e in root.iter("entity")
                for m in e.iter("entity_mention")
            )
            ace = lambda type: type["mappings"]["ace"] if type["mappings"]["ace"] not in ("O", "none") else type["id"]
            schema = json.loads((ROOT / "data/schema.json").read_text("utf-8"))
            types = {type["id"]: ace(type) for type in schema["entities"] + schema["events"]}
            roles = {(type["id"], role["id"]): ace(role) for type in schema["events"] for role in type["roles"]}
            self.assertEqual(found, sorted((start, end, types[label]) for start, end, label in entities(document)))
            mentions = {m.get("ID"): m for m in root.iter("entity_mention", "value_mention")}
            found = [
                (event.get("SUBTYPE"), a.get("ROLE"), words(mentions[a.get("REFID")].find("extent/charseq").text))
                for event in root.iter("event")
                for a in event.iter("event_mention_argument")
            ]
            expected = [
                (types[t].split(":")[-1], roles[t, r], words(x.replace("<", "‹").replace(">", "›")))
                for t, r, x in arguments(document)
            ]
            self.assertEqual(sorted(found), sorted(expected))
            subtypes = {m.get("ID"): e.get("SUBTYPE") for e in root.iter("entity") for m in e.iter("entity_mention")}
            names = {type["id"]: type["mappings"]["ace"].split(":")[-1] for type in schema["relations"]}
            found = []
            for relation in root.iter("relation"):
                ends = {a.get("ROLE"): a.get("REFID") for a in relation.iter("relation_mention_argument")}
                text = mentions[ends["Arg-2"]].find("extent/charseq").text
                found.append((subtypes[ends["Arg-1"]], relation.get("SUBTYPE"), words(text)))
            expected = [(source, names[label], text) for source, label, text in relations(document)]
            self.assertEqual(sorted(found), sorted(expected))

    def test_tables_in_each_unit(self):
        texts = {document["id"]: document["text"] for document in DOCUMENTS}
        for unit, encoding, size in [("code-point", None, 1), ("utf16", "utf-16-le", 2), ("byte", "utf-8", 1)]:
            for format in ["csv-spans", "csv-events"]:
                path = convert(format, "--offsets", unit, name=f"{format}-{unit}") / "data.csv"
                with open(path, encoding="utf-8", newline="") as file:
                    for row in csv.DictReader(file):
                        text = texts[row["document"]]
                        text = text.encode(encoding) if encoding else text
                        found = text[int(row["start"]) * size : int(row["end"]) * size]
                        self.assertEqual(found.decode(encoding) if encoding else found, row["text"])

    def annotations(self, random, n_annotators):
        """The documents, each annotator with spans of their own; no two of one annotator overlap."""
        labels = ["GPE", "ORG", "PERS"]
        versions = [[] for _ in range(n_annotators)]
        for number in range(40):
            source = DOCUMENTS[number % len(DOCUMENTS)]
            tokens = source["tokens"]
            base = []
            at = 0
            while at < len(tokens):
                end = min(at + random.randint(1, 3), len(tokens))
                if random.random() < 0.4:
                    base.append([at, end, random.choice(labels)])
                at = end
            for version in versions:
                marks, last = [], 0
                for start, end, label in base:
                    chance = random.random()
                    if chance < 0.15:
                        continue
                    if chance < 0.3:
                        label = random.choice(labels)
                    if chance > 0.85:
                        end -= 1
                    if start >= last and end > start:
                        marks.append((start, end, label))
                        last = end
                entities = []
                for index, (start, end, label) in enumerate(marks):
                    a, b = tokens[start]["start"], tokens[end - 1]["end"]
                    entities.append({"id": f"e{index + 1}", "label": label, "start": a, "end": b, "text": source["text"][a:b]})
                relations = []
                for one, other in zip(entities, entities[1:]):
                    if random.random() < 0.7:
                        ends = (one, other) if random.random() < 0.8 else (other, one)
                        label = random.choice(["LocatedIn", "PartOf", "WorksFor"])
                        name = f"r{len(relations) + 1}"
                        relations.append({"id": name, "label": label, "from": ends[0]["id"], "to": ends[1]["id"]})
                document = {**source, "id": f"d{number}", "entities": entities, "events": [], "chains": []}
                document["relations"] = relations
                version.append((document, marks))
        return versions

    def agree(self, versions):
        folder = OUT / "agree"
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for index, version in enumerate(versions):
            paths.append(folder / f"{index}.jsonl")
            text = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document, _ in version)
            paths[-1].write_text(text, "utf-8")
        answer = subprocess.run([HASHIYA, "agree", "--json", *map(str, paths)], check=True, capture_output=True)
        return json.loads(answer.stdout)

    def tags(self, version):
        rows = []
        for document, marks in version:
            row = ["O"] * len(document["tokens"])
            for start, end, label in marks:
                row[start:end] = [label] * (end - start)
            rows.append(row)
        return rows

    def related(self, version):
        """Each relation of a version: document, type, places of its ends."""
        found = []
        for document, _ in version:
            places = {e["id"]: (e["start"], e["end"]) for e in document["entities"]}
            found += [(document["id"], r["label"], places[r["from"]], places[r["to"]]) for r in document["relations"]]
        return found

    def test_agreement(self):
        import itertools
        import random

        import krippendorff
        from nervaluate import Evaluator
        from sklearn.metrics import cohen_kappa_score, confusion_matrix, f1_score

        for seed, n_annotators in [(1, 2), (2, 2), (3, 3)]:
            versions = self.annotations(random.Random(seed), n_annotators)
            agreement = self.agree(versions)
            found = agreement["entities"]
            columns = [sum(self.tags(version), []) for version in versions]
            pairs = list(itertools.combinations(range(n_annotators), 2))
            kappas = [cohen_kappa_score(columns[a], columns[b]) for a, b in pairs]
            self.assertAlmostEqual(found["kappa"], sum(kappas) / len(kappas), delta=1e-9)
            names = sorted(set(sum(columns, [])))
            data = [[names.index(tag) for tag in column] for column in columns]
            alpha = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
            self.assertAlmostEqual(found["alpha"], alpha, delta=1e-9)
            if n_annotators > 2:
                continue
            matrix = confusion_matrix(*columns, labels=names)
            counts = {(c["first"], c["second"]): c["count"] for c in found["confusion"]}
            for i, first in enumerate(names):
                for j, second in enumerate(names):
                    self.assertEqual(counts.get((first, second), 0), matrix[i][j])
            spans = [
                [[{"label": label, "start": s, "end": e - 1} for s, e, label in marks] for _, marks in version]
                for version in versions
            ]
            pairs = [self.related(version) for version in versions]
            every = sorted(set(pairs[0]) | set(pairs[1]))
            truth, answer = ([pair in related for pair in every] for related in map(set, pairs))
            self.assertAlmostEqual(agreement["relations"]["f1"], f1_score(truth, answer), delta=1e-9)
            for label, figures in agreement["relations"]["types"].items():
                chosen = [index for index, pair in enumerate(every) if pair[1] == label]
                expected = f1_score([truth[i] for i in chosen], [answer[i] for i in chosen], zero_division=0)
                self.assertAlmostEqual(figures["f1"], expected, delta=1e-9)
            tags = [name for name in names if name != "O"]
            scores = Evaluator(*spans, tags=tags, loader="dict").evaluate()
            for name, scheme in [("exact", "strict"), ("overlap", "ent_type")]:
                self.assertAlmostEqual(found[name]["f1"], scores["overall"][scheme].f1, delta=1e-9)
                for tag in tags:
                    expected = scores["entities"][tag][scheme].f1
                    self.assertAlmostEqual(found[name]["types"][tag]["f1"], expected, delta=1e-9, msg=(name, tag))


if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Readers)
    if len(sys.argv) > 1:
        suite = unittest.TestSuite(Readers(name) for name in sys.argv[1:])
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
    n_failed = len(result.failures) + len(result.errors)
    n_passed = result.testsRun - n_failed - len(result.skipped)
    word = "FAILED" if n_failed else "ok"
    print(f"test result: {word}. {n_passed} passed; {n_failed} failed; {len(result.skipped)} ignored")
    sys.exit(bool(n_failed))
