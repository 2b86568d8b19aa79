//! The cut of a normalised word: known, or found by the stems that are known.

use super::cut::Cut;
use crate::{
    lexicon::{Column, Lexicon, Table},
    text::letters::{self, ALEF, BEH, FEH, HEH, KAF, LAM, NOON, SEEN, TEH, WAW, YEH},
};

/// What is known of a form: how frequent it is (a binary logarithm) and how it is cut.
#[derive(Debug, Clone, Copy)]
struct Entry {
    log_count: f32,
    cut: Cut,
    /// The cut where the form is spelled with ة or ى, if it is another: «بعدة» beside «بعده».
    feminine: Option<Cut>,
}

/// How the table writes the cut of a word that is whole where another spelling is not.
const WHOLE: &str = "-";

/// How much rarer (as binary logarithms) a word is with a conjunction or preposition.
fn rarity(prefix: char) -> f32 {
    match prefix {
        WAW => 3.2,
        FEH => 6.0,
        BEH | LAM | SEEN => 3.5,
        _ => 7.0,
    }
}

/// What the article adds to the trust in a reading: little else begins so.
const TRUST_IN_ARTICLE: f32 = 3.0;
/// The frequency given to a stem that only the article or a list of names vouches for.
const UNKNOWN_STEM: f32 = 3.0;
const LISTED_NAME: f32 = 4.0;
/// What another reading of a listed name must reach.
const LISTED_WORD: f32 = 4.5;
/// How reliably a listed word is a name that nothing else is asked of.
const SURELY_NAME: u8 = 8;
/// How much rarer a noun is in the accusative, the dual or the plural than by itself.
const RARITY_OF_INFLECTION: f32 = 4.0;
/// The score of a conjunction before an unknown word, which outweighs unknown words of five letters and more.
const UNKNOWN_AFTER_WAW: f32 = -1.4;
/// The score that a cut must reach falls with each letter: long words are seldom whole and unknown.
const WHOLE_WORD: f32 = 3.0;
const PER_LETTER: f32 = 0.9;
/// Most letters of a pronoun: «هما».
const LONGEST_PRONOUN: usize = 3;
/// Fewest letters of a stem that the table must vouch for.
const MIN_STEM: usize = 3;

/// The stems of a lexicon.
#[derive(Debug)]
pub(super) struct Stems<'a> {
    table: &'a Table,
    names: [&'a Table; 2],
    /// How reliably a word is a person's name, from 0 to 9.
    reliability: Column<'a>,
    pronouns: &'a Table,
    entries: Vec<Entry>,
}

impl<'a> Stems<'a> {
    /// The stems of `lexicon`: tables `clitics`, `names`, `places`, `pronouns`.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        let table = lexicon.table("clitics");
        let entry = |rows: &Vec<Vec<String>>| {
            let field = |name| rows.first().map_or("", |row| table.field(row, name));
            let feminine = match field("feminine") {
                "" => None,
                WHOLE => Some(Cut::default()),
                cut => Some(Cut::parse(cut)),
            };
            let log_count = field("log_count").parse().unwrap_or(0.0);
            Entry { log_count, cut: Cut::parse(field("cut")), feminine }
        };
        Self {
            table,
            names: [lexicon.table("names"), lexicon.table("places")],
            reliability: lexicon.table("names").column("rel"),
            pronouns: lexicon.table("pronouns"),
            entries: table.entries().iter().map(entry).collect(),
        }
    }

    fn get(&self, form: &str) -> Option<Entry> {
        self.entries.get(self.table.number(form)?).copied()
    }

    /// The cut of the normalised word `form`, letters only. `feminine`: whether it is spelled with ة or ى at
    /// its end, which normalise to ه and ي but are no pronouns.
    pub fn cut(&self, form: &str, feminine: bool) -> Cut {
        if let Some(entry) = self.get(form) {
            return entry.feminine.filter(|_| feminine).unwrap_or(entry.cut);
        }
        if self.is_listed(form) {
            return self.cut_listed(form);
        }
        let mut best = (Cut::default(), self.whole(form));
        self.weigh_conjunctions(form, &mut best);
        best.0
    }

    /// Whether a list of names has `form`.
    fn is_listed(&self, form: &str) -> bool {
        self.names.iter().any(|names| names.has(form))
    }

    /// The cut of a listed name: the lists also hold names as news writes them after و and ب, «وجون».
    fn cut_listed(&self, form: &str) -> Cut {
        let listed = Cut { article: self.begins_with_article(form), ..Cut::default() };
        let mut best = (listed, LISTED_WORD);
        self.weigh_conjunctions(form, &mut best);
        let is_other_word = best.0.conjunction || best.0.preposition || best.0.future;
        if best.0.pronoun > 0 || is_other_word && self.is_surely_name(form) { listed } else { best.0 }
    }

    /// Whether `form` is a person's name so reliably that no other reading is weighed: «بالحاج». But names that begin with و
    /// are too often names after a conjunction.
    fn is_surely_name(&self, form: &str) -> bool {
        let reliability = self.reliability.get(form).and_then(|field| field.parse::<u8>().ok());
        reliability >= Some(SURELY_NAME) && !form.starts_with(WAW)
    }

    /// The score of the unknown word `form` as a whole: «فداناً» and «بندين» are inflected forms of known words.
    fn whole(&self, form: &str) -> f32 {
        let unknown = WHOLE_WORD - PER_LETTER * form.chars().count() as f32;
        let accusative = form.strip_suffix(ALEF);
        let dual = form.strip_suffix(NOON).and_then(|rest| rest.strip_suffix([YEH, WAW, ALEF]));
        let feminine = form.strip_suffix(TEH).and_then(|rest| rest.strip_suffix(ALEF));
        let bases = [accusative, dual, feminine].into_iter().flatten();
        let known = bases.filter_map(|base| self.known(base)).reduce(f32::max);
        known.map_or(unknown, |log_count| unknown.max(log_count - RARITY_OF_INFLECTION))
    }

    /// Whether the ال of a listed name is the article: the stem is known.
    fn begins_with_article(&self, form: &str) -> bool {
        let stem = form.strip_prefix(ALEF).and_then(|rest| rest.strip_prefix(LAM));
        stem.is_some_and(|stem| self.get(stem).is_some_and(|entry| entry.cut.is_whole()))
    }

    /// Weighs `form` without and with a conjunction.
    fn weigh_conjunctions(&self, form: &str, best: &mut (Cut, f32)) {
        self.weigh_prepositions(form, Cut::default(), 0.0, best);
        if let Some(letter @ (WAW | FEH)) = form.chars().next() {
            let cut = Cut { conjunction: true, ..Cut::default() };
            let rest = &form[letter.len_utf8()..];
            self.weigh_prepositions(rest, cut, -rarity(letter), best);
            // Few words begin with و; more are names whose second letter is one of these.
            if letter == WAW && best.0.is_whole() && !rest.starts_with([YEH, ALEF, WAW]) {
                offer(best, cut, UNKNOWN_AFTER_WAW);
            }
        }
    }

    /// Weighs `rest` without and with a preposition or future marker.
    fn weigh_prepositions(&self, rest: &str, cut: Cut, trust: f32, best: &mut (Cut, f32)) {
        self.weigh_articles(rest, cut, trust, best);
        let Some(letter @ (BEH | LAM | KAF | SEEN)) = rest.chars().next() else { return };
        let after = &rest[letter.len_utf8()..];
        let trust = trust - rarity(letter);
        if letter == SEEN {
            if after.starts_with(letters::IMPERFECT_PREFIXES) {
                self.weigh_stem(after, Cut { future: true, ..cut }, trust, best);
            }
            return;
        }
        let cut = Cut { preposition: true, ..cut };
        if letter == LAM {
            self.weigh_stem(after, cut, trust, best);
            if let Some(stem) = after.strip_prefix(LAM) {
                self.weigh_definite(stem, Cut { article: true, ..cut }, trust, best);
            }
        } else {
            self.weigh_articles(after, cut, trust, best);
        }
    }

    /// Weighs `rest` without and with the article.
    fn weigh_articles(&self, rest: &str, cut: Cut, trust: f32, best: &mut (Cut, f32)) {
        self.weigh_stem(rest, cut, trust, best);
        if let Some(stem) = rest.strip_prefix(ALEF).and_then(|rest| rest.strip_prefix(LAM)) {
            let cut = Cut { article: true, ..cut };
            self.weigh_definite(stem, cut, trust, best);
            // The table has «الفلسطينيين», but not «فلسطينيين».
            if let Some(entry) =
                self.get(rest).filter(|entry| entry.cut == Cut { article: true, ..Cut::default() })
            {
                offer(best, cut, entry.log_count + trust);
            }
        }
    }

    /// Weighs a stem after the article.
    fn weigh_definite(&self, stem: &str, cut: Cut, trust: f32, best: &mut (Cut, f32)) {
        if stem.chars().count() < MIN_STEM {
            return;
        }
        let known = self.get(stem).filter(|entry| entry.cut.is_whole()).map(|entry| entry.log_count);
        offer(best, cut, known.unwrap_or(UNKNOWN_STEM) + trust + TRUST_IN_ARTICLE);
    }

    /// Weighs a stem without article, whole and with each pronoun that it may end in. A known word gives
    /// its own cut with it: «وبالتالي» that of «بالتالي».
    fn weigh_stem(&self, stem: &str, cut: Cut, trust: f32, best: &mut (Cut, f32)) {
        let has_proclitic = !cut.is_whole();
        let n_letters = stem.chars().count();
        if has_proclitic
            && n_letters >= MIN_STEM
            && let Some(log_count) = self.free(stem)
        {
            offer(best, cut, log_count + trust);
        }
        let shortest_host = n_letters.saturating_sub(LONGEST_PRONOUN).max(MIN_STEM);
        for (byte, _) in stem.char_indices().skip(shortest_host) {
            let (host, pronoun) = stem.split_at(byte);
            let Some(row) = self.pronouns.get(pronoun).first() else { continue };
            let rarity: f32 = self.pronouns.field(row, "rarity").parse().unwrap_or(f32::MAX);
            let Some(log_count) = self.host(host) else { continue };
            let cut = Cut { pronoun: pronoun.chars().count() as u8, ..cut };
            offer(best, cut, log_count + trust - rarity);
        }
    }

    /// How frequent `form` is as a free word; a definite noun counts, since a proclitic may stand before it.
    fn free(&self, form: &str) -> Option<f32> {
        match self.get(form) {
            Some(entry) => entry.cut.is_whole().then_some(entry.log_count),
            None => self.is_listed(form).then_some(LISTED_NAME),
        }
    }

    /// How frequent the word is that stands as `host` before a pronoun: «رئيست» for «رئيسة», «مستوا» for
    /// «مستوى», «شعرائ» for «شعراء».
    fn host(&self, host: &str) -> Option<f32> {
        let changed = host.strip_suffix(TEH).map(|stem| (stem, HEH));
        let changed = changed.or_else(|| host.strip_suffix(ALEF).map(|stem| (stem, YEH)));
        let hamza = [letters::HAMZA_ON_WAW, letters::HAMZA_ON_YEH];
        let changed = changed.or_else(|| host.strip_suffix(hamza).map(|stem| (stem, letters::HAMZA)));
        let base = changed.and_then(|(stem, ending)| self.known(&format!("{stem}{ending}")));
        let own = self.known(host);
        own.into_iter().chain(base).reduce(f32::max)
    }

    fn known(&self, form: &str) -> Option<f32> {
        self.get(form).filter(|entry| entry.cut.is_whole()).map(|entry| entry.log_count)
    }
}

fn offer(best: &mut (Cut, f32), cut: Cut, score: f32) {
    if score > best.1 {
        *best = (cut, score);
    }
}
