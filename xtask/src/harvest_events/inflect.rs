//! A small inflector: the forms in which news writes a verb, a noun or a participle, without clitics
//! before them. The first [`N_MAIN`] forms are the usual ones; of the others, some are never written.

/// How many forms, from the first, are usual: «أعلن», «أعلنت», «أعلنوا».
pub const N_MAIN: usize = 3;

/// Pronouns that follow a verb or a noun.
pub const PRONOUNS: [&str; 4] = ["ه", "ها", "هم", "هما"];

/// The past forms of a verb, given its third person masculine singular: «أعلن» gives «أعلنت»,
/// «أعلنوا», «أعلنته» …
pub fn past(verb: &str) -> Vec<String> {
    let weak =
        verb.strip_suffix('ى').or_else(|| verb.strip_suffix('ا').filter(|stem| stem.chars().count() > 1));
    let stem = weak.or_else(|| verb.strip_suffix('ي')).unwrap_or(verb);
    let feminine = if verb.ends_with('ي') { format!("{verb}ت") } else { format!("{stem}ت") };
    let dual = if weak.is_some() { format!("{stem}يا") } else { format!("{verb}ا") };
    let bound = weak.map_or_else(|| verb.to_owned(), |stem| format!("{stem}ا"));
    let mut forms =
        vec![verb.to_owned(), feminine.clone(), format!("{stem}وا"), dual, format!("{feminine}ا")];
    forms.extend(PRONOUNS.iter().map(|pronoun| format!("{bound}{pronoun}")));
    forms.extend(PRONOUNS.iter().map(|pronoun| format!("{feminine}{pronoun}")));
    forms.extend(PRONOUNS.iter().map(|pronoun| format!("{stem}و{pronoun}")));
    forms.push(format!("{verb}نا"));
    forms
}

/// The present forms of a verb, given its third person masculine singular: «يعلن» gives «تعلن»,
/// «يعلنون» … No first person: news has it in quotations only, and
/// «نصيب» is oftener a share than «we injure».
pub fn present(verb: &str) -> Vec<String> {
    let Some(rest) = verb.strip_prefix('ي') else { return vec![verb.to_owned()] };
    let weak = rest.strip_suffix(['ى', 'ي', 'و', 'أ']);
    let stem = weak.unwrap_or(rest);
    let mut forms = vec![verb.to_owned(), format!("ت{rest}"), format!("ي{stem}ون")];
    for prefix in ["ي", "ت"] {
        let bound = rest.replace('ى', "ا");
        forms.extend(PRONOUNS.iter().map(|pronoun| format!("{prefix}{bound}{pronoun}")));
        if weak.is_some() {
            forms.push(format!("{prefix}{stem}"));
        }
        if let Some(short) = jussive(rest) {
            forms.push(format!("{prefix}{short}"));
        }
    }
    for prefix in ["ي", "ت"] {
        forms.extend(["ون", "وا", "ان", "ن"].map(|ending| format!("{prefix}{stem}{ending}")));
        forms.push(format!("{prefix}{rest}ان"));
    }
    forms
}

/// The jussive of a hollow verb: «قول» of «يقول» gives «قل».
fn jussive(rest: &str) -> Option<String> {
    let letters: Vec<char> = rest.chars().collect();
    let [.., middle, last] = letters[..] else { return None };
    (matches!(middle, 'و' | 'ي' | 'ا') && letters.len() >= 3)
        .then(|| letters[..letters.len() - 2].iter().chain([&last]).collect())
}

/// The forms of a noun: «زيارة» gives «زيارته», «زيارتين»; «هجوم» gives «هجوما», «هجومه», «هجومين».
pub fn noun(noun: &str) -> Vec<String> {
    let mut forms = vec![noun.to_owned(), format!("{noun}ا")];
    if noun.contains(' ') {
        forms.truncate(1);
        return forms;
    }
    let bound = noun.strip_suffix('ة').map_or_else(|| noun.to_owned(), |stem| format!("{stem}ت"));
    let stems = match noun.strip_suffix('ء') {
        Some(stem) => vec![format!("{stem}ء"), format!("{stem}ئ"), format!("{stem}ؤ")],
        None => vec![bound.replace('ى', "ا")],
    };
    for stem in &stems {
        forms.extend(PRONOUNS.iter().map(|pronoun| format!("{stem}{pronoun}")));
        forms.extend(["نا", "ي"].map(|pronoun| format!("{stem}{pronoun}")));
        forms.extend(["ان", "ين", "ا"].map(|ending| format!("{stem}{ending}")));
    }
    forms
}

/// The forms of a participle: «كاشف» gives «كاشفا», «كاشفة», «كاشفين».
pub fn participle(participle: &str) -> Vec<String> {
    ["", "ا", "ة", "ين", "ون", "ان", "ات", "و", "ي"]
        .iter()
        .map(|ending| format!("{participle}{ending}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(forms: Vec<String>, expected: &[&str]) {
        for form in expected {
            assert!(forms.iter().any(|other| other == form), "{form} is not among {forms:?}");
        }
    }

    #[test]
    fn sound_and_weak_past() {
        check(past("أعلن"), &["أعلن", "أعلنت", "أعلنوا", "أعلنا", "أعلنته", "أعلنها"]);
        check(past("التقى"), &["التقى", "التقت", "التقوا", "التقيا", "التقاه", "التقته"]);
        check(past("دعا"), &["دعا", "دعت", "دعوا", "دعاه"]);
        check(past("لقي"), &["لقي", "لقيت", "لقوا"]);
    }

    #[test]
    fn sound_weak_and_hollow_present() {
        check(present("يعلن"), &["يعلن", "تعلن", "يعلنون", "يعلنه"]);
        check(present("يدعو"), &["تدعو", "يدع", "يدعون", "يدعوه"]);
        check(present("يقول"), &["تقول", "يقل", "يقولون"]);
    }

    #[test]
    fn nouns_and_participles() {
        check(noun("زيارة"), &["زيارة", "زيارته", "زيارتها", "زيارتين"]);
        check(noun("إجلاء"), &["إجلاؤه", "إجلائهم"]);
        check(participle("كاشف"), &["كاشفا", "كاشفة"]);
    }
}
