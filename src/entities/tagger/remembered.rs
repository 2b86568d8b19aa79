//! What single words say of tags, summed up once for each word form: most features look at one word, whose
//! form was met before, so only what words say together is left to be looked up.

use super::{
    hash::{FEATURE_BITS, feature, mix},
    index::{Rows, Weight},
    model::{Layer, Model},
    steps::{Block, LANES},
    templates::{Part, templates},
    units::{Units, border, unit},
};
use crate::entities::recent::{GENERATION, Recent};

/// How many words before and after a word its features reach.
const REACH: usize = 2;

/// The places of a word from which its features look at it.
const N_PLACES: usize = 2 * REACH + 1;

/// A template: its number, and where its parts are among the units of a word and its neighbours.
#[derive(Debug, Clone, Copy)]
struct Flat {
    number: u64,
    parts: [u16; MAX_PARTS],
    n_parts: u8,
}

/// Most parts of a template.
const MAX_PARTS: usize = 4;

impl Flat {
    fn new(number: u64, parts: impl Iterator<Item = usize>) -> Self {
        let mut flat = Self { number, parts: [0; MAX_PARTS], n_parts: 0 };
        for (slot, part) in flat.parts.iter_mut().zip(parts) {
            *slot = part as u16;
            flat.n_parts += 1;
        }
        flat
    }

    /// The feature of the template in `units`, of which the first is that of the earliest neighbour; 0 where a part of it
    /// is nothing.
    fn feature(&self, units: &[u32]) -> u32 {
        let mut hash = self.number;
        for part in self.parts.iter().take(usize::from(self.n_parts)) {
            let part = units.get(usize::from(*part)).copied().unwrap_or(0);
            if part == 0 {
                return 0;
            }
            hash = mix(hash, u64::from(part));
        }
        feature(hash, FEATURE_BITS)
    }
}

/// The templates, by what they need.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Those that look at one word, whose form is enough for them, by its place.
    by_form: [Vec<Flat>; N_PLACES],
    /// All others.
    together: Vec<Flat>,
}

impl Default for Plan {
    fn default() -> Self {
        let mut plan = Self { by_form: Default::default(), together: Vec::new() };
        for (number, template) in (1..).zip(templates()) {
            let place = place_of(template.first().map_or(0, |part| part.1));
            if template.iter().all(|(unit, other)| place_of(*other) == place && is_of_form(*unit)) {
                plan.by_form[place].push(Flat::new(number, template.iter().map(|(unit, _)| *unit)));
            } else {
                let part = |part: &Part| place_of(part.1) * unit::COUNT_OF_UNITS + part.0;
                plan.together.push(Flat::new(number, template.iter().map(part)));
            }
        }
        plan
    }
}

/// The place of a neighbour, counted from the earliest.
fn place_of(place: isize) -> usize {
    place.saturating_add_unsigned(REACH).clamp(0, N_PLACES as isize - 1) as usize
}

/// Whether the form of a word alone gives this unit.
fn is_of_form(name: usize) -> bool {
    name < unit::TAG || name == unit::SURFACE || name == unit::ONE
}

/// The units of a sentence with what stands around it: the border, and beyond it nothing.
#[derive(Debug)]
pub(super) struct Surrounded(Vec<Units>);

impl Surrounded {
    /// The sentence `units`.
    pub fn new(units: &[Units]) -> Self {
        let (empty, border) = ([0; unit::COUNT_OF_UNITS], border());
        let mut all = Vec::with_capacity(units.len() + 2 * REACH);
        all.extend([empty, border]);
        all.extend_from_slice(units);
        all.extend([border, empty]);
        Self(all)
    }

    /// The units of the word `at` and its neighbours, one after the other.
    fn around(&self, at: usize) -> &[u32] {
        self.0.get(at..at + N_PLACES).unwrap_or_default().as_flattened()
    }
}

impl Plan {
    /// Writes to `found` the features of the word `at` that need more than one form, and that `rows` may have.
    pub fn features(&self, sentence: &Surrounded, at: usize, rows: &Rows, found: &mut Vec<u32>) {
        select(&self.together, sentence.around(at), rows, found);
    }
}

/// Writes to `found` the features of `templates` in `units` that `rows` may have.
fn select(templates: &[Flat], units: &[u32], rows: &Rows, found: &mut Vec<u32>) {
    found.clear();
    found.resize(templates.len(), 0);
    let mut n_found = 0;
    for template in templates {
        let feature = template.feature(units);
        // Written in any case and counted if it fits: a guess which it will be would often be wrong.
        found[n_found] = feature;
        n_found += usize::from(rows.may_have(feature) & (feature != 0));
    }
    found.truncate(n_found);
}

/// For each place the sums of what a form's features weigh, a row of all columns.
type Sums = Box<[i16]>;

/// The length of a row of all columns of `model`.
pub(super) fn row_length(model: &Model) -> usize {
    model.layers.iter().map(Layer::n_columns).sum::<usize>().max(1)
}

/// The scores of a row, of which one unit is worth `scale`.
pub(super) fn scores_of(row: &[i16], scale: f32) -> impl Iterator<Item = Block> {
    let (blocks, _) = row.as_chunks::<LANES>();
    blocks.iter().map(move |block| Block::from(block.map(f32::from)) * Block::splat(scale))
}

/// The sums of the forms met lately.
#[derive(Debug)]
pub(super) struct Remembered {
    border: Option<Sums>,
    forms: Recent<Sums>,
}

impl Default for Remembered {
    fn default() -> Self {
        Self { border: None, forms: Recent::new(GENERATION) }
    }
}

impl Remembered {
    /// Adds to the rows of `scores`, one of [`row_length`] for each of `units`, what their forms and those around them say.
    pub fn add(&mut self, units: &[Units], scores: &mut [i16], plan: &Plan, model: &Model) {
        let length = row_length(model);
        let beyond = border();
        let border = &*self.border.get_or_insert_with(|| sums(&beyond, plan, model));
        let keys: Vec<u64> = units.iter().map(key).collect();
        for (units, key) in units.iter().zip(&keys) {
            self.forms.get_or_make(*key, || sums(units, plan, model));
        }
        let sums: Vec<&[i16]> =
            keys.iter().filter_map(|key| self.forms.get(*key).map(|sums| &**sums)).collect();
        for (at, row) in scores.chunks_exact_mut(length).enumerate() {
            for place in 0..N_PLACES {
                let sums = match at + place {
                    index if index >= REACH && index - REACH < sums.len() => sums[index - REACH],
                    index if index + 1 == REACH || index == units.len() + REACH => border,
                    _ => continue,
                };
                let own = &sums[place * length..(place + 1) * length];
                row.iter_mut().zip(own).for_each(|(sum, own)| *sum = sum.wrapping_add(*own));
            }
        }
    }
}

fn sums(units: &Units, plan: &Plan, model: &Model) -> Sums {
    let length = row_length(model);
    let mut sums = vec![0; N_PLACES * length];
    let (mut features, mut places) = (Vec::new(), Vec::new());
    for (own, templates) in sums.chunks_exact_mut(length).zip(&plan.by_form) {
        select(templates, units, &model.rows, &mut features);
        model.rows.find_all(&features, &mut places, |weights| add(weights, own));
    }
    sums.into_boxed_slice()
}

/// Adds `weights` to their columns. A feature has one weight for each, and there are so few templates that their sum is
/// less than a number of a row can be.
pub(super) fn add(weights: &[Weight], row: &mut [i16]) {
    for [column, weight] in weights {
        if let Some(sum) = row.get_mut(usize::from(*column)) {
            *sum = sum.wrapping_add(i16::from(*weight as i8));
        }
    }
}

/// What tells forms apart: all units that a form gives.
fn key(units: &Units) -> u64 {
    let own = [units[unit::SURFACE], units[unit::ONE]];
    units[..unit::TAG].iter().chain(&own).fold(0, |hash, unit| mix(hash, u64::from(*unit)))
}
