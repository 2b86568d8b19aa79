//! Forms that are certainly verbs, where a noun phrase ends: from the verb stems of Camel Morph, as far as
//! news has them and has no noun of the same form.

use std::{
    collections::{BTreeSet, HashMap},
    fs, io,
    path::Path,
};

use hashiya::text::normalize_word;

/// The binary logarithm of the count below which forms are left out.
const MIN_LOG_COUNT: i32 = 6;

/// A form is a noun too where the form with the article is at most so much rarer (a binary logarithm).
const NOUN_MARGIN: i32 = 3;

/// How often news has each normalised form, as a binary logarithm.
pub struct News(HashMap<String, i32>);

impl News {
    /// The counts of the table `words` at `path`.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut counts: HashMap<String, i32> = HashMap::new();
        let table = fs::read_to_string(path)?;
        for (word, count) in table.lines().skip(1).filter_map(|line| line.split_once('\t')) {
            let count = count.trim().parse().unwrap_or(0);
            let known = counts.entry(normalize_word(word)).or_default();
            *known = count.max(*known);
        }
        Ok(Self(counts))
    }

    fn count(&self, form: &str) -> i32 {
        self.0.get(form).copied().unwrap_or_default()
    }

    /// Whether `form` is hardly ever a noun: nouns have the article too.
    pub fn is_no_noun(&self, form: &str) -> bool {
        let as_noun = ["ال", "لل"].map(|article| self.count(&format!("{article}{form}")));
        as_noun.into_iter().max().unwrap_or_default() < self.count(form) - NOUN_MARGIN
    }
}

/// The table `verb_forms`, from the folder of the reference data and what `news` has.
pub fn verb_table(from: &Path, news: &News) -> io::Result<String> {
    let mut forms = BTreeSet::new();
    for stem in stems(&from.join("morphology/MSA-Verb-LEX-IV.csv"))? {
        for ending in ["", "ون", "وا", "ان"] {
            forms.insert(format!("ي{stem}{ending}"));
        }
        forms.insert(format!("ت{stem}"));
    }
    for stem in stems(&from.join("morphology/MSA-Verb-LEX-PV.csv"))? {
        for ending in ["", "ت", "وا"] {
            forms.insert(format!("{stem}{ending}"));
        }
    }
    let certain = forms.iter().filter(|form| {
        form.chars().count() >= 3 && news.count(form) >= MIN_LOG_COUNT && news.is_no_noun(form)
    });
    Ok(certain.fold("form\n".to_owned(), |table, form| table + form + "\n"))
}

/// The normalised stems of a Camel Morph lexicon (column `FORM`, Buckwalter transliteration).
fn stems(path: &Path) -> io::Result<BTreeSet<String>> {
    let table = fs::read_to_string(path)?;
    let mut lines = table.lines();
    let header = lines.next().unwrap_or_default();
    let column = header.split(',').position(|name| name == "FORM").unwrap_or_default();
    // The columns before it hold no quoted comma.
    let forms = lines.filter_map(|line| line.split(',').nth(column));
    let forms = forms.map(|form| normalize_word(&form.chars().filter_map(letter).collect::<String>()));
    Ok(forms.filter(|form| form.chars().count() >= 2).collect())
}

/// The Arabic letter of a Buckwalter sign; none for vowel signs.
fn letter(sign: char) -> Option<char> {
    const SIGNS: &str = "'|>&<}AbptvjHxd*rzs$SDTZEgfqklmnhwYy{";
    const LETTERS: &str = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيا";
    let index = SIGNS.chars().position(|other| other == sign)?;
    LETTERS.chars().nth(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckwalter_is_read_without_vowels() {
        let arabic: String = "{i}otalaf".chars().filter_map(letter).collect();
        assert_eq!(arabic, "ائتلف");
    }
}
