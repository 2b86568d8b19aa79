//! Where the inventories of few labels (CoNLL 2003, ANERcorp, AQMAR) end a name otherwise than our guidelines do.
//!
//! Counted in ANERcorp (train part, both label sets) and AQMAR:
//! - Many class nouns are no part of a name: «مدينة» in «مدينة حلب» (`outside_heads`, kind `class`).
//! - Nor is a nationality after a proper name: «الإيطالي» in «ميلان الإيطالي» (136 of 141 organisations that begin with neither article nor head noun).
//! - A body that is named by its nationality alone is no name: «الحكومة العراقية» (`outside_heads`, kind `body`).

use std::ops::Range;

use crate::{
    annotation::{CliticKind, Document},
    lexicon::Lexicon,
    text::{
        letters::{ALEF, LAM},
        normalize_word,
    },
};

/// Kinds of `outside_heads`.
const CLASS: &str = "class";
const BODY: &str = "body";

/// The words of a document, as such inventories look at them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CoarseHabits<'a> {
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// The document, with its tokens.
    pub document: &'a Document,
}

impl<'a> CoarseHabits<'a> {
    /// The words of a name that is `label` by ours, as such an inventory would mark it; `None` where it would not.
    pub fn outer(self, mut words: Range<usize>, label: &str) -> Option<Range<usize>> {
        if words.len() == 2 && self.general_body(words.start) == Some(label) {
            return None;
        }
        if words.len() > 1 && self.is_class_noun(words.start, label) {
            words.start += 1;
        }
        let last = words.end.saturating_sub(1);
        let takes_nationality = words.len() > 1 && self.is_of_bodies(label) && self.is_nationality(last);
        if takes_nationality && self.is_proper(words.start) {
            words.end = last;
        }
        Some(words)
    }

    /// The words of a name of such an inventory that is `label` by ours, as we would mark it, where the words
    /// beside it are `free`: with its class noun and its nationality.
    #[cfg(any(test, feature = "train"))]
    pub fn inner(self, mut words: Range<usize>, label: &str, free: impl Fn(usize) -> bool) -> Range<usize> {
        let next = words.end;
        let is_word = next < self.document.tokens.len() && free(next);
        let takes_nationality = is_word && self.is_of_bodies(label) && self.is_nationality(next);
        if takes_nationality && self.is_proper(words.start) {
            words.end += 1;
        }
        let before = words.start.checked_sub(1).filter(|before| free(*before));
        if let Some(before) = before.filter(|before| self.is_class_noun(*before, label)) {
            words.start = before;
        }
        words
    }

    /// Our label of the body that the word `at` and the next name by its nationality alone: «الحكومة العراقية».
    pub fn general_body(self, at: usize) -> Option<&'a str> {
        let table = self.lexicon.table("outside_heads");
        let row = table.get(&self.form(at)).iter().find(|row| table.field(row, "kind") == BODY)?;
        let is_body = at + 1 < self.document.tokens.len() && self.is_nationality(at + 1);
        is_body.then(|| table.field(row, "label"))
    }

    /// Whether names that are `label` by ours are those of bodies, which take a nationality in.
    fn is_of_bodies(self, label: &str) -> bool {
        let table = self.lexicon.table("outside_heads");
        let mut rows = table.entries().iter().flatten();
        rows.any(|row| table.field(row, "kind") == BODY && table.field(row, "label") == label)
    }

    /// Whether the word `at` is a class noun before names that are `label` by ours: «مدينة» of places.
    fn is_class_noun(self, at: usize, label: &str) -> bool {
        let table = self.lexicon.table("outside_heads");
        let mut rows = table.get(&self.form(at)).iter();
        rows.any(|row| table.field(row, "label") == label && table.field(row, "kind") == CLASS)
    }

    /// Whether the word `at` is a nationality with its article: «الإيطالي».
    fn is_nationality(self, at: usize) -> bool {
        let table = self.lexicon.table("nisba");
        table.get(&self.form(at)).iter().any(|row| table.field(row, "definite") == "yes")
    }

    /// Whether the word `at` begins a name that is no description: it has no article and is no head noun.
    fn is_proper(self, at: usize) -> bool {
        !self.has_article(at) && self.lexicon.table("heads").get(&self.form(at)).is_empty()
    }

    fn has_article(self, at: usize) -> bool {
        self.document.tokens[at].clitics.iter().any(|clitic| clitic.kind == CliticKind::Article)
    }

    /// The word without its proclitics, normalised, with the alef that the article loses after ل.
    fn form(self, at: usize) -> String {
        let core = self.document.tokens[at].core();
        let form = normalize_word(core.slice(&self.document.text));
        if self.has_article(at) && form.starts_with(LAM) { format!("{ALEF}{form}") } else { form }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Annotator;

    /// Whether of the words of `name`, a name of ours, such an inventory marks just `expected`.
    #[track_caller]
    fn check(name: &str, label: &str, expected: Option<&str>) {
        let mut document = Document { text: name.to_owned(), ..Document::default() };
        Annotator::new(Lexicon::embedded().clone()).fill_structure(&mut document);
        let habits = CoarseHabits { lexicon: Lexicon::embedded(), document: &document };
        let found = habits.outer(0..document.tokens.len(), label).map(|words| {
            let (first, last) = (document.tokens[words.start].span, document.tokens[words.end - 1].span);
            &name[first.start..last.end]
        });
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn class_nouns_stay_outside() {
        check("مدينة حلب", "GPE", Some("حلب"));
        check("حزب العمل", "ORG", Some("حزب العمل"));
        check("المدينة", "GPE", Some("المدينة"));
    }

    #[test]
    fn nationalities_stay_outside_of_proper_names() {
        check("ميلان الإيطالي", "ORG", Some("ميلان"));
        check("صحيفة تايمز البريطانية", "ORG", Some("تايمز"));
        check("وزارة الدفاع الروسية", "ORG", Some("وزارة الدفاع الروسية"));
        check("المجلس الوطني السوري", "ORG", Some("المجلس الوطني السوري"));
        check("طيران العربية", "ORG", Some("طيران العربية"));
    }

    #[test]
    fn bodies_that_are_named_by_their_nationality_are_no_names() {
        check("الحكومة العراقية", "ORG", None);
        check("للجيش اللبناني", "ORG", None);
        check("المنتخب السوري", "ORG", Some("المنتخب السوري"));
    }

    /// What the name `words` of `text` becomes by our guidelines.
    #[track_caller]
    fn check_inner(text: &str, words: Range<usize>, label: &str, expected: Range<usize>) {
        let mut document = Document { text: text.to_owned(), ..Document::default() };
        Annotator::new(Lexicon::embedded().clone()).fill_structure(&mut document);
        let habits = CoarseHabits { lexicon: Lexicon::embedded(), document: &document };
        assert_eq!(habits.inner(words, label, |_| true), expected, "{text}");
    }

    #[test]
    fn our_names_take_in_what_theirs_leave_out() {
        check_inner("في مدينة حلب", 2..3, "GPE", 1..3);
        check_inner("صحيفة تايمز البريطانية", 1..2, "ORG", 0..3);
        check_inner("وزارة الدفاع الروسية", 0..2, "ORG", 0..2);
        check_inner("مدينة حلب السورية", 1..2, "GPE", 0..2);
    }
}
