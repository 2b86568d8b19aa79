//! Verbs of UniversalPetrarch's Arabic dictionaries with the event type that their CAMEO code stands for. They are a machine
//! translation, so only verbs with one code are taken, and of these the single words.

use std::collections::BTreeMap;

/// The fewest letters of a verb: shorter ones are mostly another word.
const SHORTEST: usize = 4;

/// Verb, third person masculine singular of the past, and event type.
pub fn verbs(verbs: &str, types: &str) -> Vec<(String, String)> {
    let types: BTreeMap<&str, &str> = types
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let mut codes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in verbs.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        if let [_, head_code, form, code, ..] = fields[..] {
            let code = if code.starts_with(|c: char| c.is_ascii_digit()) { code } else { head_code };
            codes.entry(form).or_default().extend(code.get(..2));
        }
    }
    let one_type = |(form, codes): (&str, Vec<&str>)| {
        let mut found: Vec<&str> = codes.iter().filter_map(|code| types.get(code).copied()).collect();
        found.dedup();
        let is_word = form.chars().count() >= SHORTEST && form.chars().all(char::is_alphabetic);
        match found[..] {
            [label] if is_word => Some((form.to_owned(), label.to_owned())),
            _ => None,
        }
    };
    codes.into_iter().filter_map(one_type).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_with_one_code_has_its_type() {
        let table = "head\thead_code\tform\tcode\tenglish\nندد\t111\tاستهجن\t\tx\nعمل\t---\tهرع\t\tx\n";
        let types = "code\ttype\n11\tAccuse\n";
        assert_eq!(verbs(table, types), [("استهجن".to_owned(), "Accuse".to_owned())]);
    }
}
