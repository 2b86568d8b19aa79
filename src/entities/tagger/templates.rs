//! Which units, at which places around a word, make a feature together.

use super::units::unit::{
    ARTICLE, CLASS_64, CLASS_256, CLASS_1024, CLITICS, CORE, COUNT, HINT, ONE, PERSON, PLACE, PREFIX, SEEN,
    SHAPE, STEM, SUFFIX, SURFACE, TAG, TAGS, WHOLE,
};
#[cfg(any(test, feature = "train"))]
use super::{
    hash::{FEATURE_BITS, feature, mix},
    units::{Units, border},
};

/// A unit and where: how many words further on.
pub(crate) type Part = (usize, isize);

/// A family of templates, for the ablation table of the model card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Family {
    /// What it is called.
    pub name: &'static str,
    /// Its templates.
    pub templates: &'static [&'static [Part]],
}

/// All templates. The order is part of the model: a change asks for new training.
pub(crate) const FAMILIES: &[Family] = &[
    Family { name: "bias", templates: &[&[(ONE, 0)]] },
    Family {
        name: "words",
        templates: &[
            &[(WHOLE, 0)],
            &[(SURFACE, 0)],
            &[(CORE, 0)],
            &[(STEM, 0)],
            &[(CORE, -1)],
            &[(CORE, 1)],
            &[(WHOLE, 1)],
            &[(CORE, -2)],
            &[(CORE, 2)],
            &[(CORE, -1), (CORE, 0)],
            &[(CORE, 0), (CORE, 1)],
        ],
    },
    Family {
        name: "affixes",
        templates: &[
            &[(PREFIX + 1, 0)],
            &[(PREFIX + 2, 0)],
            &[(PREFIX + 3, 0)],
            &[(SUFFIX, 0)],
            &[(SUFFIX + 1, 0)],
            &[(SUFFIX + 2, 0)],
            &[(SUFFIX + 3, 0)],
            &[(SUFFIX + 1, -1)],
            &[(SUFFIX + 2, -1)],
            &[(SUFFIX + 1, 1)],
            &[(SUFFIX + 2, 1)],
        ],
    },
    Family {
        name: "shape",
        templates: &[
            &[(SHAPE, 0)],
            &[(SHAPE, -1)],
            &[(SHAPE, 1)],
            &[(CLITICS, 0), (CLITICS, 1)],
            &[(CLITICS, -1), (CLITICS, 0)],
        ],
    },
    Family {
        name: "classes",
        templates: &[
            &[(CLASS_64, 0)],
            &[(CLASS_256, 0)],
            &[(CLASS_1024, 0)],
            &[(CLASS_256, -1)],
            &[(CLASS_1024, -1)],
            &[(CLASS_256, 1)],
            &[(CLASS_1024, 1)],
            &[(CLASS_256, -2)],
            &[(CLASS_256, 2)],
            &[(CLASS_256, -1), (CLASS_256, 0)],
            &[(CLASS_256, 0), (CLASS_256, 1)],
            &[(CLASS_64, -1), (CLASS_64, 0), (CLASS_64, 1)],
        ],
    },
    Family {
        name: "name lists",
        templates: &[
            &[(PERSON, 0)],
            &[(PERSON, -1)],
            &[(PERSON, 1)],
            &[(PERSON, -1), (PERSON, 0)],
            &[(PERSON, 0), (PERSON, 1)],
            &[(PERSON, -1), (PERSON, 0), (PERSON, 1)],
            &[(PLACE, 0)],
            &[(PLACE, -1)],
            &[(PLACE, 1)],
            &[(PLACE, 0), (CORE, -1)],
            &[(PERSON, 0), (CORE, -1)],
            &[(PERSON, 0), (PLACE, 0), (COUNT, 0)],
            &[(PERSON, 0), (CLASS_64, -1)],
            &[(PLACE, 0), (CLASS_64, -1)],
            &[(COUNT, 0), (CLASS_256, -1)],
            &[(COUNT, 0), (SHAPE, 0)],
        ],
    },
    Family {
        name: "tables",
        templates: &[
            &[(TAG, 0)],
            &[(TAG + 1, 0)],
            &[(TAG + 2, 0)],
            &[(TAGS, 0)],
            &[(TAGS, -1)],
            &[(TAGS, 1)],
            &[(TAGS, -2)],
            &[(TAG, -1)],
            &[(TAGS, -1), (TAGS, 0)],
            &[(TAGS, 0), (TAGS, 1)],
            &[(TAG, -1), (PERSON, 0)],
            &[(TAG, -1), (PLACE, 0)],
            &[(TAG, -1), (CLASS_256, 0)],
        ],
    },
    Family {
        name: "labelled news",
        templates: &[&[(SEEN, 0)], &[(SEEN, -1)], &[(SEEN, 1)], &[(SEEN, 0), (SEEN, 1)]],
    },
    Family {
        name: "rules",
        templates: &[
            &[(HINT, 0)],
            &[(HINT, -1)],
            &[(HINT, 1)],
            &[(HINT + 1, 0)],
            &[(HINT + 1, -1)],
            &[(HINT + 1, 1)],
            &[(HINT + 2, 0)],
            &[(HINT + 2, -1)],
            &[(HINT + 2, 1)],
            &[(HINT + 3, 0)],
            &[(HINT + 4, 0)],
            &[(HINT + 5, 0)],
            &[(HINT + 5, -1)],
            &[(HINT + 5, 1)],
            &[(HINT, 0), (TAGS, 0)],
            &[(HINT + 2, 0), (TAGS, 0)],
            &[(HINT, 0), (PERSON, 0)],
            &[(HINT, 0), (CLASS_64, -1)],
            &[(HINT, 0), (CLASS_64, 1)],
            &[(HINT, 0), (CLASS_64, 0)],
            &[(HINT, -1), (HINT, 0)],
            &[(HINT, 0), (HINT, 1)],
        ],
    },
    Family { name: "article", templates: &[&[(ARTICLE, 0)]] },
];

/// Templates that name a very word: in training they are now and then left out, so that the others learn
/// what an unseen word is.
#[cfg(feature = "train")]
pub(crate) fn is_lexical(template: &[Part]) -> bool {
    template.iter().any(|(unit, place)| [WHOLE, SURFACE, CORE, STEM].contains(unit) && *place == 0)
}

/// For each template whether it belongs to none of the families `without`.
#[cfg(feature = "train")]
pub(crate) fn kept(without: &[String]) -> Vec<bool> {
    let keeps =
        |family: &Family| vec![without.iter().all(|name| name != family.name); family.templates.len()];
    FAMILIES.iter().flat_map(keeps).collect()
}

/// All templates in order.
pub(crate) fn templates() -> impl Iterator<Item = &'static [Part]> {
    FAMILIES.iter().flat_map(|family| family.templates.iter().copied())
}

/// Number of the templates.
pub(crate) fn n_templates() -> usize {
    templates().count()
}

#[cfg(any(test, feature = "train"))]
/// Gives to `emit` the number of each template and its feature at the word `at` of the sentence `units`.
pub(crate) fn each_feature(units: &[Units], at: usize, mut emit: impl FnMut(usize, u32)) {
    let border = border();
    let empty = [0; super::units::unit::COUNT_OF_UNITS];
    let around: [&Units; 5] = std::array::from_fn(|place| {
        let index = at + place;
        match index {
            index if index >= 2 && index - 2 < units.len() => &units[index - 2],
            index if index == 1 || index == units.len() + 2 => &border,
            _ => &empty,
        }
    });
    for (number, template) in templates().enumerate() {
        let mut hash = number as u64 + 1;
        let mut is_whole = true;
        for (unit, place) in template {
            let part = around[(place + 2) as usize][*unit];
            is_whole &= part != 0;
            hash = mix(hash, u64::from(part));
        }
        if is_whole {
            emit(number, feature(hash, FEATURE_BITS));
        }
    }
}
