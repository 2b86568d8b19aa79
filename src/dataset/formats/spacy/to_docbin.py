"""Makes a spaCy DocBin of a file of lines: python to_docbin.py train.jsonl train.spacy"""

import json
import sys

import spacy
from spacy.tokens import Doc, DocBin, Span


def to_docs(path, vocab):
    for line in open(path, encoding="utf-8", newline="\n"):
        data = json.loads(line)
        doc = Doc(vocab, words=data["words"], spaces=data["spaces"])
        assert doc.text == data["text"], data["id"]
        for start, _ in data["sents"]:
            doc[start].is_sent_start = True
        spans = [Span(doc, s["start"], s["end"], label=s["label"]) for s in data["spans"]]
        triggers = [Span(doc, e["start"], e["end"], label=e["label"]) for e in data["events"]]
        doc.spans["sc"] = spans
        doc.spans["triggers"] = triggers
        doc.ents = spacy.util.filter_spans([s for s in spans if s.label_ != "Filler"])
        doc.user_data["events"] = data["events"]
        doc.user_data["relations"] = data["relations"]
        yield doc


if __name__ == "__main__":
    nlp = spacy.blank("ar")
    docs = list(to_docs(sys.argv[1], nlp.vocab))
    DocBin(docs=docs, store_user_data=True).to_disk(sys.argv[2])
