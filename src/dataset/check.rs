//! Whether a document keeps the promises that readers of it rely on. What a reader itself refuses (a span outside the
//! text, a changed text, an unknown label) is not looked at again.

use std::{collections::BTreeSet, fmt};

use serde::Serialize;

use crate::{annotation::Document, text::Span};

/// A promise that a document breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The document's id.
    pub document: String,
    /// The part or mark: `tokens[3]`, `e7`.
    pub place: String,
    /// What is wrong.
    pub reason: &'static str,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.document, self.place, self.reason)
    }
}

/// The faults of `document`.
pub fn check(document: &Document) -> Vec<Fault> {
    let mut checker = Checker { document, faults: Vec::new() };
    checker.structure();
    checker.entities();
    checker.faults
}

struct Checker<'a> {
    document: &'a Document,
    faults: Vec<Fault>,
}

impl Checker<'_> {
    fn fault(&mut self, place: String, reason: &'static str) {
        self.faults.push(Fault { document: self.document.id.clone(), place, reason });
    }

    fn in_order(&mut self, name: &str, spans: Vec<Span>) {
        for (index, pair) in (1..).zip(spans.windows(2)) {
            if pair[1].start < pair[0].end {
                self.fault(format!("{name}[{index}]"), "stands before or inside the one before it");
            }
        }
    }

    fn structure(&mut self) {
        let document = self.document;
        self.in_order("paragraphs", document.paragraphs.iter().map(|paragraph| paragraph.span).collect());
        self.in_order("sentences", document.sentences.clone());
        self.in_order("tokens", document.tokens.iter().map(|token| token.span).collect());
        for (index, sentence) in document.sentences.iter().enumerate() {
            let after =
                document.paragraphs.partition_point(|paragraph| paragraph.span.start <= sentence.start);
            let before = document.paragraphs[..after].last();
            if !document.paragraphs.is_empty() && !before.is_some_and(|p| p.span.contains(*sentence)) {
                self.fault(format!("sentences[{index}]"), "lies in no paragraph");
            }
        }
        for (index, token) in document.tokens.iter().enumerate() {
            if token.clitics.iter().any(|clitic| !token.span.contains(clitic.span)) {
                self.fault(format!("tokens[{index}]"), "has a clitic outside itself");
            }
        }
    }

    fn entities(&mut self) {
        let chains: BTreeSet<&str> = self.document.chains.iter().map(|chain| chain.id.as_str()).collect();
        let mut seen = BTreeSet::new();
        for entity in &self.document.entities {
            if !entity.span.contains(entity.core) {
                self.fault(entity.id.clone(), "has a core outside its span");
            }
            if !seen.insert((entity.span, &entity.label)) {
                self.fault(entity.id.clone(), "stands twice: another entity has its span and label");
            }
            if entity.chain.as_ref().is_some_and(|chain| !chains.contains(chain.as_str())) {
                self.fault(entity.id.clone(), "belongs to a chain that is not there");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Entity, Provenance};

    fn entity(id: &str, span: Span, core: Span) -> Entity {
        Entity { core, ..Entity::new(id, "x", span, Provenance::person()) }
    }

    #[test]
    fn faults_are_named_with_their_place() {
        let span = Span::new(0, 6);
        let chained = Entity { chain: Some("c9".into()), ..entity("e3", Span::new(2, 4), Span::new(2, 4)) };
        let document = Document {
            id: "d".into(),
            text: "حلب حمص".into(),
            sentences: vec![Span::new(7, 13), span],
            entities: vec![entity("e1", span, Span::new(0, 8)), entity("e2", span, span), chained],
            ..Document::default()
        };
        let places: Vec<String> = check(&document).into_iter().map(|fault| fault.place).collect();
        assert_eq!(places, ["sentences[1]", "e1", "e2", "e3"]);
    }
}
