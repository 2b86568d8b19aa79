//! Decides how a word is cut, by what news and the morphology tables have of the readings.
//!
//! A word that begins like a clitic is either whole or cut. Both readings are weighed by what each would
//! make us expect elsewhere. A noun also stands after the article («الوزير»), a name also after ب and ل
//! («لبشار»), a verb in the imperfect («يصل» for «وصل»): so «وزير», «بشار» and «وصل» are whole. «وقد» has
//! nothing of that, and «قد» is frequent: so it is cut. The same for pronouns: «بلاده» stands beside
//! «بلادهم» and «بلادنا», «مياه» beside «المياه».

use std::collections::HashMap;

use super::{cut::Cut, paradigms::Paradigms};

/// Pronouns that are written at the end of a word, longest first.
pub const PRONOUNS: [&str; 10] = ["هما", "ها", "هم", "هن", "كم", "نا", "ني", "ه", "ي", "ك"];

/// The pronouns that news writes often.
const FREQUENT_PRONOUNS: [&str; 5] = ["ها", "هم", "هما", "نا", "ه"];

/// The letters of proclitics, with the share of words that carry them in news.
const CONJUNCTIONS: [(&str, f64); 2] = [("و", 0.12), ("ف", 0.02)];
const PREPOSITIONS: [(&str, f64); 4] = [("ب", 0.12), ("ل", 0.12), ("ك", 0.012), ("س", 0.15)];

/// The share of verbs in the perfect that carry و.
const SHARE_OF_VERBS: f64 = 0.5;

/// How much more often a name stands alone than after ب or ل, and after و.
const NAME_PER_PREPOSITION: f64 = 6.0;
const WORD_PER_CONJUNCTION: f64 = 5.0;

/// A word of a closed class.
#[derive(Debug, Clone, Default)]
pub struct Particle {
    /// How it stands before a pronoun: «علي» for «على».
    pub before_pronoun: Option<String>,
    /// Whether ب and ل may stand before it.
    pub after_preposition: bool,
}

/// What decides.
pub struct Decider<'a> {
    /// Counts and paradigms.
    pub paradigms: &'a Paradigms,
    /// Words whose cut is known beforehand.
    known: HashMap<String, Cut>,
    /// Host before a pronoun → whether it is a particle's.
    hosts: HashMap<String, String>,
}

impl<'a> Decider<'a> {
    /// A decider with closed-class words and with cuts that a person decided.
    pub fn new(
        paradigms: &'a Paradigms,
        particles: &HashMap<String, Particle>,
        decided: HashMap<String, Cut>,
    ) -> Self {
        let mut known: HashMap<String, Cut> = HashMap::new();
        let mut hosts = HashMap::new();
        for (form, particle) in particles {
            if let Some(host) = &particle.before_pronoun {
                for pronoun in PRONOUNS {
                    let whole = format!("{host}{pronoun}");
                    if paradigms.count(&whole) >= 2.0 {
                        let pronoun = pronoun.chars().count();
                        known.insert(whole, Cut { proclitics: String::new(), pronoun });
                    }
                }
                hosts.insert(host.clone(), form.clone());
            }
        }
        for preposition in ["ب", "ل"] {
            for pronoun in PRONOUNS.into_iter().filter(|pronoun| *pronoun != "ني") {
                let cut = Cut { proclitics: "p".to_owned(), pronoun: pronoun.chars().count() };
                known.insert(format!("{preposition}{pronoun}"), cut);
            }
            for (form, _) in particles.iter().filter(|(_, particle)| particle.after_preposition) {
                let cut = Cut { proclitics: "p".to_owned(), pronoun: 0 };
                known.entry(format!("{preposition}{form}")).or_insert(cut);
            }
        }
        known.extend(particles.keys().map(|form| (form.clone(), Cut::default())));
        known.extend(decided);
        Self { paradigms, known, hosts }
    }

    /// The cut of `word`.
    pub fn cut(&self, word: &str) -> Cut {
        if let Some(cut) = self.known.get(word) {
            return cut.clone();
        }
        if let Some(cut) = self.as_without_pronoun(word) {
            return cut;
        }
        if let Some(rest) = self.conjunction(word) {
            return match self.known.get(rest) {
                Some(cut) => cut.clone().after('c'),
                None => self.after_conjunction(rest).after('c'),
            };
        }
        self.after_conjunction(word)
    }

    /// The cut of a word with a pronoun, by that of the word without it: «والدته» begins as «والدة» does, and
    /// «بموجبه» as «بموجب».
    fn as_without_pronoun(&self, word: &str) -> Option<Cut> {
        let pronouns = FREQUENT_PRONOUNS.into_iter();
        let hosts = pronouns.filter_map(|pronoun| Some((word.strip_suffix(pronoun)?, pronoun)));
        let (host, pronoun) = hosts.rev().find(|(host, _)| host.chars().count() >= 3)?;
        let base = self.base_of(host, word)?;
        let cut = self.known.get(&base).filter(|cut| cut.is_whole()).cloned();
        let cut = cut.unwrap_or_else(|| self.cut(&base));
        let proclitics: String = word.chars().take(cut.proclitics.len()).collect();
        let rest = &word[proclitics.len()..];
        let is_clear = match proclitics.as_str() {
            "" => !self.is_word_after_clitic(word),
            "و" | "ب" | "وب" => rest.chars().count() >= 3 + pronoun.chars().count(),
            _ => false,
        };
        (is_clear && cut.pronoun == 0 && !self.has_article(rest) && self.pronoun(rest) == Some(pronoun))
            .then(|| Cut { pronoun: pronoun.chars().count(), ..cut })
    }

    /// Whether `word` is a clitic and a word that is known or stands after the article: «فعليها», «بأسهم».
    fn is_word_after_clitic(&self, word: &str) -> bool {
        let rest = word.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']);
        rest.is_some_and(|rest| {
            self.known.contains_key(rest) || self.paradigms.definite(rest) > self.paradigms.count(word)
        })
    }

    /// The word that stands as `host` before the pronoun of `word`, if it is clear which: as frequent as such words
    /// are, the only one, and `word` no misspelling of another, as «كارثه» is of «كارثة».
    fn base_of(&self, host: &str, word: &str) -> Option<String> {
        let count = |form: &str| self.paradigms.count(form);
        let misspelled = word.ends_with('ه') && count(&format!("{host}ة")) > 3.0 * count(word);
        let changed = [("ت", "ة"), ("ا", "ى"), ("ئ", "ء"), ("ؤ", "ء")].into_iter();
        let changed = changed.filter_map(|(end, other)| Some(format!("{}{other}", host.strip_suffix(end)?)));
        let mut bases: Vec<String> = changed.chain([host.to_owned()]).collect();
        bases.sort_by(|one, other| count(other).total_cmp(&count(one)));
        let second = bases.get(1).map_or(0.0, |base| count(base));
        let base = bases.swap_remove(0);
        let is_decided = self.known.get(&base).is_some_and(|cut| !cut.is_whole());
        let is_frequent = count(&base) >= (0.3 * count(word) + 3.0).max(5.0 * second);
        (!misspelled && !is_decided && is_frequent).then_some(base)
    }

    /// The cut of a word that carries no conjunction.
    fn after_conjunction(&self, word: &str) -> Cut {
        let Some((kind, rest)) = self.preposition_or_future(word) else {
            return self.article_or_pronoun(word, false);
        };
        if let Some(cut) = self.known.get(rest).filter(|cut| !cut.proclitics.contains(['c', 'f', 'p'])) {
            return cut.clone().after(kind);
        }
        if kind == 'p' && word.starts_with("لل") {
            return self.after_lam(word).after(kind);
        }
        self.article_or_pronoun(rest, true).after(kind)
    }

    /// The cut of «للمدينة» after its preposition: what is left of the article is a ل, unless the stem
    /// begins with one: «للجنة».
    fn after_lam(&self, word: &str) -> Cut {
        let rest = word.strip_prefix('ل').unwrap_or_default();
        let stem = rest.strip_prefix('ل').unwrap_or_default();
        let with_article = self.paradigms.count_with("ال", stem) + self.paradigms.count(stem);
        let with_lam = self.paradigms.count_with("ال", rest) + self.paradigms.count(rest);
        let proclitics = if with_article >= with_lam { "a".to_owned() } else { String::new() };
        Cut { proclitics, pronoun: 0 }
    }

    /// The cut of a word that carries neither conjunction nor preposition.
    fn article_or_pronoun(&self, word: &str, after_clitic: bool) -> Cut {
        if self.has_article(word) {
            return Cut { proclitics: "a".to_owned(), pronoun: 0 };
        }
        if word.starts_with("ال")
            && word.chars().count() > 4
            && self.paradigms.count(word) > 2.0
            && !after_clitic
        {
            let stem = &word["ال".len()..];
            if self.paradigms.definite(stem) > 0.0 {
                return Cut::default();
            }
        }
        Cut { proclitics: String::new(), pronoun: self.pronoun(word).map_or(0, |p| p.chars().count()) }
    }

    /// Whether the ال that `word` begins with is the article. Only an article loses its alef after ل:
    /// «للعراق» shows that of «العراق»; «لالمانيا» that «ألمانيا» has none.
    fn has_article(&self, word: &str) -> bool {
        let Some(stem) = word.strip_prefix("ال").filter(|stem| stem.chars().count() > 1) else {
            return false;
        };
        let paradigms = self.paradigms;
        let contracted = paradigms.count_with("لل", stem);
        let kept = paradigms.count_with("ل", word);
        let attested = contracted + paradigms.count(stem) + paradigms.count_with("ب", stem);
        !paradigms.begins_with_hamza(word)
            && kept <= 2.0 * contracted + 0.05 * paradigms.count(stem)
            && (attested > 0.0 || !paradigms.is_proper(word))
    }

    /// The rest after a conjunction, if `word` carries one.
    fn conjunction<'w>(&self, word: &'w str) -> Option<&'w str> {
        let (letter, share) = CONJUNCTIONS.into_iter().find(|(letter, _)| word.starts_with(letter))?;
        let rest = &word[letter.len()..];
        if rest.chars().count() < 2 {
            return None;
        }
        let paradigms = self.paradigms;
        let whole = self.whole(word, true);
        let is_cut = if self.known.contains_key(rest) {
            whole < 0.5 * self.free(rest) || paradigms.count(rest) > 20.0 * whole
        } else if rest.starts_with("ال") && rest.chars().count() > 3 {
            paradigms.definite(word) < 0.3 * paradigms.count(rest) + 2.0
        } else {
            self.cut_before(rest, share) > whole.min(paradigms.count(word) + 0.5)
        };
        is_cut.then_some(rest)
    }

    /// How often `rest` would be expected after a conjunction; it may itself carry a clitic or a pronoun.
    fn cut_before(&self, rest: &str, share: f64) -> f64 {
        // Reports begin their sentences with و and a verb: «وأكد».
        let is_verb = share >= 0.1 && self.paradigms.is_perfect(rest) && !self.paradigms.is_noun(rest);
        let mut expected = self.free(rest) * if is_verb { SHARE_OF_VERBS } else { share };
        let (first, n_letters) = (rest.chars().next().unwrap_or_default(), rest.chars().count());
        if matches!(first, 'ب' | 'ل' | 'ك' | 'س') && n_letters > 3 {
            let stem = &rest[first.len_utf8()..];
            if first != 'س' || stem.starts_with(['ي', 'ت', 'ن', 'ا']) {
                expected = expected.max(0.05 * share * self.free(stem));
            }
        }
        for host in hosts_of(rest).filter(|host| host.chars().count() >= 3) {
            expected = expected.max(0.02 * share * self.free(host));
        }
        expected
    }

    /// Kind of the clitic and the rest, where `word` carries a preposition or the future marker.
    fn preposition_or_future<'w>(&self, word: &'w str) -> Option<(char, &'w str)> {
        let (letter, share) = PREPOSITIONS.into_iter().find(|(letter, _)| word.starts_with(letter))?;
        let rest = &word[letter.len()..];
        if word.chars().count() < 3 {
            return None;
        }
        if letter == "س" {
            return self.is_future(word, rest).then_some(('f', rest));
        }
        self.is_preposition(word, letter, rest, share).then_some(('p', rest))
    }

    fn is_preposition(&self, word: &str, letter: &str, rest: &str, share: f64) -> bool {
        let paradigms = self.paradigms;
        let whole = self.whole(word, false);
        if letter != "ك" && self.known.contains_key(rest) {
            return whole < 0.05 * self.free(rest);
        }
        if letter != "ل" && rest.starts_with("ال") && rest.chars().count() > 3 {
            return paradigms.definite(word) < 0.3 * paradigms.count(rest) + 2.0;
        }
        if let Some(stem) = word.strip_prefix("لل") {
            let full = paradigms.count_with("ال", stem).max(paradigms.count_with("ال", rest));
            return word.chars().count() > 3 && 0.2 * full + 1.0 > whole;
        }
        let mut expected = self.free(rest) * share;
        if letter == "ل" && paradigms.is_imperfect(rest) {
            expected = expected.max(0.3 * paradigms.count(rest));
        }
        for host in hosts_of(rest).filter(|host| host.chars().count() >= 3) {
            let feminine = host.strip_suffix('ت').map_or(0.0, |stem| self.free(&format!("{stem}ة")));
            expected = expected.max(0.03 * share * self.free(host).max(feminine));
        }
        let is_verb = paradigms.is_perfect(rest) || paradigms.is_imperfect(rest);
        let is_definite = paradigms.definite(rest) >= 0.05 * paradigms.count(rest);
        let is_noun = is_definite || letter == "ب" && self.is_verbal_noun(rest);
        let only_verb = letter != "ل" && is_verb && !is_noun;
        expected > whole.min((paradigms.count(word) + 0.5).max(0.3 * whole))
            && rest.chars().count() > 1
            && !only_verb
    }

    /// Whether `form`, spelled as a perfect is, also names the action: «ضم», «فرض», «عدم» stand after ل, where
    /// no perfect does.
    fn is_verbal_noun(&self, form: &str) -> bool {
        let paradigms = self.paradigms;
        let (count, after_lam) = (paradigms.count(form), paradigms.count_with("ل", form));
        let is_usual = (0.005 * count + 1.0..0.5 * count).contains(&after_lam);
        is_usual
            && !paradigms.is_imperfect(form)
            && !form.starts_with(['و', 'ل'])
            && paradigms.definite(form) > 1.0
    }

    /// Whether `word` is the future marker and the imperfect `rest`: «سيجتمع», «سيستخدمها».
    fn is_future(&self, word: &str, rest: &str) -> bool {
        let paradigms = self.paradigms;
        let n_letters = rest.chars().count();
        if !rest.starts_with(['ي', 'ت', 'ن', 'ا']) || n_letters < 3 {
            return false;
        }
        let third = rest.starts_with(['ي', 'ت', 'ن']);
        let likelier =
            paradigms.is_imperfect(rest) && 0.5 * paradigms.count(rest) > self.whole(word, false) - 0.3;
        let rarely_noun = paradigms.definite(word) < 3.0;
        let is_host = n_letters > 3 && third && rarely_noun && paradigms.is_imperfect_host(rest);
        // «سيرغي» is a name, and stands after ل and ب.
        let unknown = is_host && self.whole(word, false) < 1.0 && paradigms.count(word) < 200.0;
        // A passive, «ستقام»: Camel Morph's stems are active.
        let is_other = paradigms.definite(word) + paradigms.name(word) + paradigms.definite(rest) > 0.0;
        let passive =
            third && n_letters > 3 && !is_other && 2.0 * paradigms.count(rest) > paradigms.count(word);
        let mut hosts = hosts_of(rest).filter(|host| host.chars().count() > 3);
        likelier
            || unknown
            || passive
            || third && rarely_noun && hosts.any(|host| paradigms.is_imperfect_host(host))
    }

    /// How often `form` would be expected as a free word: itself, after the article, without it.
    fn free(&self, form: &str) -> f64 {
        let stem = form.strip_prefix("ال").filter(|stem| stem.chars().count() > 1);
        let stem = stem.map_or(0.0, |stem| self.paradigms.count(stem));
        self.paradigms.count(form) + 0.3 * self.paradigms.definite(form) + 0.3 * stem
    }

    /// How often `word` would be expected as a whole word, by its other appearances. After a conjunction
    /// more may follow, so و before it tells only `before_conjunction`.
    fn whole(&self, word: &str, before_conjunction: bool) -> f64 {
        let paradigms = self.paradigms;
        let n_letters = word.chars().count();
        let noun = if n_letters > 2 { paradigms.definite(word) } else { 0.0 };
        let after_lam = if word.starts_with('ل') { 0.0 } else { paradigms.count_with("ل", word) };
        // Names of families in the Maghreb begin with بو and بل («بلعباس»), so that tells nothing of a word with و, or
        // with ل before a frequent word.
        let rest = word.strip_prefix('ل').map_or(0.0, |rest| paradigms.count(rest));
        let is_maghrebi = word.starts_with('و') || rest > 5.0 * paradigms.count(word);
        let after_beh = if is_maghrebi { after_lam } else { paradigms.count_with("ب", word) };
        let name = NAME_PER_PREPOSITION * (after_beh + after_lam);
        let joined =
            if before_conjunction { WORD_PER_CONJUNCTION * paradigms.count_with("و", word) } else { 0.0 };
        let verb = 0.5 * paradigms.verb(word);
        let listed = paradigms.name(word);
        let base =
            |ending: &str| word.strip_suffix(ending).map_or(0.0, |stem| 0.3 * paradigms.definite(stem));
        let accusative = if n_letters > 4 { base("ا") } else { 0.0 };
        let plural = ["ين", "ون", "ان", "ات"].iter().map(|ending| base(ending)).fold(0.0, f64::max);
        [noun, name, joined, verb, listed, accusative, plural].into_iter().fold(0.0, f64::max) + 0.3
    }

    /// The pronoun at the end of `word`, which carries no article.
    fn pronoun(&self, word: &str) -> Option<&'static str> {
        PRONOUNS.into_iter().find(|pronoun| self.has_pronoun(word, pronoun))
    }

    fn has_pronoun(&self, word: &str, pronoun: &str) -> bool {
        let Some(host) = word.strip_suffix(pronoun).filter(|host| host.chars().count() > 1) else {
            return false;
        };
        let paradigms = self.paradigms;
        let is_particle = self.hosts.contains_key(host);
        match pronoun {
            "ي" if !is_particle => return self.is_my(word, host),
            "ك" if !is_particle => return self.is_your(word, host),
            "ني" if !is_particle => return self.is_object_me(word, host),
            "كم" if !is_particle && paradigms.definite(word) > 0.0 => return false,
            _ => {}
        }
        let bases = self.bases(host, pronoun);
        let dual = word.strip_suffix(['ي', 'ا']).is_some_and(|stem| paradigms.definite(stem) > 0.0);
        if bases == 0.0 && !is_particle || pronoun == "نا" && dual && !is_particle {
            return false;
        }
        // «الاستاذه» is «الأستاذة» misspelled.
        let feminine = word.strip_suffix('ه').map_or(0.0, |stem| paradigms.definite(&format!("{stem}ة")));
        let definite = if feminine > 5.0 * paradigms.definite(word) { 0.0 } else { paradigms.definite(word) };
        if definite > (0.02 * paradigms.count(word)).max(2.0) {
            return false;
        }
        let ambiguous = |other: &str| matches!((pronoun, other), ("ه", "ها") | ("ها", "ه"));
        let others = FREQUENT_PRONOUNS.iter().filter(|other| **other != pronoun && !ambiguous(other));
        let siblings: f64 = others.map(|other| paradigms.count(&format!("{host}{other}"))).sum();
        siblings + bases > self.without_pronoun(word, pronoun)
    }

    /// Whether `word` is a noun in ء with «my»: «أصدقائي». Other words in ي are mostly relational.
    fn is_my(&self, word: &str, host: &str) -> bool {
        let noun = host.strip_suffix('ئ').map(|stem| format!("{stem}ء"));
        noun.is_some_and(|noun| self.paradigms.is_noun(&noun)) && self.paradigms.definite(word) == 0.0
    }

    /// Whether `word` has «your»: its host is far more frequent with other pronouns.
    fn is_your(&self, word: &str, host: &str) -> bool {
        let paradigms = self.paradigms;
        let others: f64 =
            ["ه", "ها", "هم"].iter().map(|other| paradigms.count(&format!("{host}{other}"))).sum();
        let is_other = paradigms.definite(word) + paradigms.verb(word) + paradigms.name(word) > 0.0;
        others > 3.0 * paradigms.count(word) && self.bases(host, "ك") > 0.0 && !is_other
    }

    /// Whether `word` is a verb with «me» as its object: «يمكنني».
    fn is_object_me(&self, word: &str, host: &str) -> bool {
        let paradigms = self.paradigms;
        let is_verb = paradigms.is_imperfect_host(host) || paradigms.is_perfect_host(host);
        let noun = word.strip_suffix('ي').is_some_and(|stem| paradigms.definite(stem) > 0.0);
        is_verb
            && !noun
            && !host.ends_with('ا')
            && paradigms.count(host) > 0.0
            && paradigms.definite(word) == 0.0
            && 3.0 * self.whole(word, true) < paradigms.verb(host)
    }

    /// How often the words are expected that `host` may stand for before `pronoun`; 0 if there is none.
    fn bases(&self, host: &str, pronoun: &str) -> f64 {
        let paradigms = self.paradigms;
        let noun = |form: String| {
            let found = paradigms.is_noun(&form);
            if found { 0.05 * paradigms.definite(&form) + 0.03 * paradigms.count(&form) + 0.01 } else { 0.0 }
        };
        let with = |ending: &str, other: &str| host.strip_suffix(ending).map(|stem| format!("{stem}{other}"));
        let mut nouns = vec![];
        if !host.ends_with(['ة', 'ى']) {
            nouns.push(host.to_owned());
        }
        nouns.extend(with("ت", "ة"));
        nouns.extend(with("ا", "ى"));
        nouns.extend(with("ئ", "ء"));
        nouns.extend(with("ؤ", "ء"));
        if host.chars().count() > 3 {
            for ending in ["ي", "و", "ا"] {
                nouns.extend(["ين", "ون", "ان"].into_iter().filter_map(|other| with(ending, other)));
            }
        }
        let mut expected = nouns.into_iter().map(noun).fold(0.0, f64::max);
        let verb = |form: &str| 0.03 * paradigms.count(form) + 0.05 * paradigms.verb(form) + 0.01;
        if pronoun != "نا" && paradigms.is_perfect_host(host) {
            let full = with("ا", "ى").filter(|form| paradigms.is_perfect(form));
            expected = expected.max(verb(full.as_deref().unwrap_or(host)));
        }
        if paradigms.is_imperfect_host(host) {
            expected = expected.max(verb(host));
        }
        // «قلنا»: after a perfect stem, نا is the ending.
        if pronoun == "نا" && paradigms.is_perfect_stem(host) { 0.0 } else { expected }
    }

    /// How often `word` is expected without a pronoun.
    fn without_pronoun(&self, word: &str, pronoun: &str) -> f64 {
        let paradigms = self.paradigms;
        let mut expected: f64 = 0.0;
        if paradigms.is_imperfect(word) {
            expected = expected.max(0.3 * paradigms.verb(word));
        }
        if matches!(pronoun, "ه" | "نا") && paradigms.is_perfect(word) {
            let others = ["ت", "وا"].map(|ending| paradigms.count(&format!("{word}{ending}")));
            let imperfects = ["ي", "ت"].map(|prefix| paradigms.count_with(prefix, word));
            expected = expected.max(0.3 * others.iter().chain(&imperfects).sum::<f64>());
        }
        // «متوجها», «متهما», «معنا»: an accusative, not a pronoun.
        if let Some(stem) = word.strip_suffix('ا') {
            expected = expected.max(0.5 * paradigms.definite(stem));
        }
        let listed = if paradigms.is_proper(word) { 5.0 } else { 0.0 };
        expected.max(paradigms.name(word)).max(listed)
    }
}

/// What is left of `word` without each pronoun that it ends in.
fn hosts_of(word: &str) -> impl Iterator<Item = &str> {
    PRONOUNS.into_iter().filter_map(|pronoun| word.strip_suffix(pronoun))
}
