//! Our marks as an inventory of few labels has them (CoNLL 2003, ANERcorp, AQMAR): persons, places, organisations, one layer.
//!
//! Three habits of these inventories differ from ours: one label stands for several of ours, nothing lies inside anything, and some
//! names end otherwise ([`CoarseHabits`]).

use std::collections::BTreeSet;

use super::{LabelledSpan, habits::CoarseHabits};
use crate::{
    annotation::{Document, Entity},
    lexicon::Lexicon,
    schema::{EntityType, Schema},
    text::Span,
};

/// The mapping of the schema that gives the coarse labels.
const MAPPING: &str = "conll";

/// What these inventories call all the rest, each in another sense: MISC, and in AQMAR MIS, MIS0 …
const REST: &str = "MIS";

/// What the mapping calls labels that these inventories have not.
const NONE: &str = "O";

/// An inventory of few labels.
#[derive(Debug)]
pub struct CoarseLabels<'a> {
    schema: &'a Schema,
    lexicon: &'a Lexicon,
    labels: BTreeSet<String>,
}

impl<'a> CoarseLabels<'a> {
    /// The inventory of a gold with these `labels`; what it calls "the rest" is left out. `None` where one of them is of no such inventory, or
    /// there is none.
    pub fn new<'l>(
        schema: &'a Schema,
        lexicon: &'a Lexicon,
        labels: impl Iterator<Item = &'l str>,
    ) -> Option<Self> {
        let labels = labels.filter(|label| !label.starts_with(REST)).map(str::to_owned).collect();
        let coarse = Self { schema, lexicon, labels };
        let found: BTreeSet<&str> = schema.entities.iter().filter_map(|own| coarse.name(&own.id)).collect();
        let is_fine =
            schema.entities.iter().any(|own| coarse.has(&own.id) && coarse.name(&own.id) != Some(&own.id));
        (!found.is_empty() && found.len() == coarse.labels.len() && !is_fine).then_some(coarse)
    }

    /// Whether the gold speaks of `label`.
    pub fn has(&self, label: &str) -> bool {
        self.labels.contains(label)
    }

    /// The entities of `document` by this inventory, in the order of the text: of those inside each other the outermost.
    pub fn marks(&self, document: &Document) -> Vec<LabelledSpan<'_>> {
        let mut known: Vec<(&str, &Entity)> =
            document.entities.iter().filter_map(|entity| Some((self.name(&entity.label)?, entity))).collect();
        known.sort_by_key(|(_, entity)| (entity.span.start, std::cmp::Reverse(entity.span.end)));
        let mut end = 0;
        known.retain(|(_, entity)| {
            let is_outermost = entity.span.start >= end;
            end = if is_outermost { entity.span.end } else { end };
            is_outermost
        });
        let mark = |(label, entity)| Some(LabelledSpan { label, span: self.span_of(entity, document)? });
        known.into_iter().filter_map(mark).collect()
    }

    /// What the gold calls our `label`.
    fn name(&self, label: &str) -> Option<&str> {
        let own = self.schema.entities.iter().find(|own| own.id == label)?;
        let coarse = own.mappings.get(MAPPING).filter(|name| *name != NONE && !name.starts_with(REST))?;
        // Where the gold has not this name, it may have ours.
        let shares = |other: &&EntityType| other.mappings.get(MAPPING) == Some(coarse);
        let ours = self.schema.entities.iter().filter(shares).map(|other| &other.id);
        std::iter::once(coarse).chain(ours).find_map(|name| self.labels.get(name)).map(String::as_str)
    }

    /// What this inventory would mark of `entity`; `None` where it would mark nothing.
    fn span_of(&self, entity: &Entity, document: &Document) -> Option<Span> {
        let tokens = &document.tokens;
        let first = tokens.partition_point(|token| token.span.end <= entity.span.start);
        let end = tokens.partition_point(|token| token.span.start < entity.span.end);
        if end <= first {
            return Some(entity.span);
        }
        let habits = CoarseHabits { lexicon: self.lexicon, document };
        let words = habits.outer(first..end, &entity.label)?;
        let start = if words.start == first { entity.span.start } else { tokens[words.start].span.start };
        let end = if words.end == end { entity.span.end } else { tokens[words.end - 1].span.end };
        Some(Span::new(start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{annotation::Provenance, pipeline::Annotator};

    #[track_caller]
    fn check(text: &str, marks: &[(&str, &str)], inventory: &[&str], expected: &[(&str, &str)]) {
        let annotator = Annotator::new(Lexicon::embedded().clone());
        let mut document = Document { text: text.to_owned(), ..Document::default() };
        annotator.fill_structure(&mut document);
        for (label, surface) in marks {
            let start = text.find(surface).unwrap();
            let span = Span::new(start, start + surface.len());
            document.entities.push(Entity::new("", *label, span, Provenance::person()));
        }
        let schema = Schema::built_in();
        let coarse = CoarseLabels::new(&schema, Lexicon::embedded(), inventory.iter().copied()).unwrap();
        let found = coarse.marks(&document);
        let found: Vec<_> = found.iter().map(|mark| (mark.label, mark.span.slice(text))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_city_leaves_its_class_noun_and_a_party_keeps_it() {
        check(
            "وصل إلى مدينة حلب",
            &[("GPE", "مدينة حلب")],
            &["PERS", "LOC", "ORG", "MISC"],
            &[("LOC", "حلب")],
        );
        check("أعلن حزب العمل", &[("ORG", "حزب العمل")], &["ORG"], &[("ORG", "حزب العمل")]);
        check("في المدينة", &[("GPE", "المدينة")], &["LOC"], &[("LOC", "المدينة")]);
    }

    #[test]
    fn of_what_lies_inside_the_outermost_counts() {
        check("بلدية حلب", &[("ORG", "بلدية حلب"), ("GPE", "حلب")], &["LOC", "ORG"], &[("ORG", "بلدية حلب")]);
    }

    #[test]
    fn only_what_the_gold_speaks_of_is_marked() {
        let marks = [("PERS", "بشار"), ("NORP", "الروس"), ("DATE", "أمس")];
        check("قال بشار إن الروس وصلوا أمس", &marks, &["PER", "MISC"], &[("PER", "بشار")]);
    }

    #[test]
    fn other_inventories_are_not_coarse() {
        let schema = Schema::built_in();
        let is_coarse = |inventory: &[&str]| {
            CoarseLabels::new(&schema, Lexicon::embedded(), inventory.iter().copied()).is_some()
        };
        assert!(
            is_coarse(&["PERS", "LOC", "ORG", "MISC"]) && is_coarse(&["PER", "LOC", "ORG", "MIS", "MIS2"])
        );
        assert!(!is_coarse(&["PERS", "LOC", "GPE"]) && !is_coarse(&["PERS", "DATE"]) && !is_coarse(&["x"]));
        assert!(!is_coarse(&[]) && !is_coarse(&["MISC"]));
    }
}
