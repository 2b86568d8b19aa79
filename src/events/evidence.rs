//! What is observed of a filler as an argument of a trigger: where it stands, what leads to it, what it
//! is, what lies between, and what was found before.

use std::ops::Range;

use super::{
    features::{EDGE, Features, both, flag, step},
    fillers::{Extent, Filler},
    lexemes::WordClass,
    paths::{Path, paths},
    reading::{MentionKind, Reading},
    triggers::Trigger,
};

/// How many words before and after a trigger its arguments are looked for.
pub(crate) const WINDOW: usize = 40;

/// How many links of a chain of coordinated fillers are followed back.
const LONGEST_CHAIN: usize = 4;

/// How far after a trigger phrases are counted.
const COUNTED: usize = 15;

/// What is observed of a filler whatever the trigger.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    /// What leads to it: its preposition, or that of the filler it is joined to.
    link: u32,
    /// Whether nothing leads to it.
    bare: u32,
    /// What it is, by its entity.
    kind: u32,
    /// The first word that can be a head: stem, classes.
    head: u32,
    head_root: u32,
    head_classes: [u32; 3],
    head_feminine: u32,
    head_definite: u32,
    extent: u32,
    /// The longest filler that begins here, and the word after this one.
    rival: u32,
    before: u32,
    before_class: u32,
    behind: u32,
    length: u32,
    /// The type of the event that a word of it names.
    holds: u32,
    /// The next event after it, and how far.
    next_event: u32,
    /// Whether it stands in a sentence without a mark at its end, as headlines do.
    headline: u32,
}

/// One sentence with what was found in it so far, in which arguments are looked for.
#[derive(Debug)]
pub(crate) struct Scene<'s> {
    /// The document.
    pub reading: &'s Reading<'s>,
    /// The sentence, in words.
    pub sentence: Range<usize>,
    /// Its triggers, in order.
    pub triggers: &'s [Trigger],
    /// Its possible fillers, by first word.
    pub fillers: &'s [Filler],
    /// What is observed of each.
    profiles: Vec<Profile>,
    /// For each word of the sentence how many phrases without preposition begin before it.
    ranks: Vec<usize>,
    /// The arguments of the triggers before: number of the trigger, role, filler. Who spoke last may go on.
    pub earlier: Vec<(usize, u32, Filler)>,
}

impl<'s> Scene<'s> {
    /// The scene of a sentence.
    pub fn new(
        reading: &'s Reading<'s>,
        sentence: Range<usize>,
        triggers: &'s [Trigger],
        fillers: &'s [Filler],
    ) -> Self {
        let mut scene = Self {
            reading,
            sentence,
            triggers,
            fillers,
            profiles: Vec::with_capacity(fillers.len()),
            ranks: Vec::new(),
            earlier: Vec::new(),
        };
        for index in 0..fillers.len() {
            let profile = scene.profile(index);
            scene.profiles.push(profile);
        }
        scene.ranks = scene.count_phrases();
        scene
    }

    fn profile(&self, index: usize) -> Profile {
        let Self { reading, sentence, triggers, fillers, .. } = self;
        let filler = &fillers[index];
        let head = head_word(reading, filler);
        let word = &reading.words[head];
        let link = self.link(index, LONGEST_CHAIN);
        let before = filler.first.checked_sub(1).filter(|at| sentence.contains(at));
        let behind = Some(filler.end).filter(|at| sentence.contains(at));
        let longest = fillers[index..].iter().take_while(|other| other.first == filler.first).last();
        let name = |at: Option<usize>| at.map_or(EDGE, |at| reading.name(at));
        let near = triggers.partition_point(|trigger| trigger.first < filler.first);
        let after = triggers.partition_point(|trigger| trigger.first < filler.end);
        let next = triggers.get(after).map(|trigger| {
            both(u32::from(trigger.kind) * 4 + trigger.pos.number(), step(trigger.first - filler.end))
        });
        let holds = triggers.get(near).filter(|trigger| trigger.first < filler.end);
        Profile {
            link,
            bare: flag(link == 1),
            kind: kind_of(reading, filler),
            head: word.stem,
            head_root: word.root,
            head_classes: word.classes.map(|class| class.max(1)),
            head_feminine: flag(word.feminine),
            head_definite: 1 + u32::from(word.article) + 2 * u32::from(reading.mention(head).is_some()),
            extent: filler.extent.number(),
            rival: longest.map_or(1, |longest| longest.extent.number()),
            before: name(before),
            before_class: before.map_or(EDGE, |at| reading.words[at].classes[1].max(1)),
            behind: name(behind),
            length: step(filler.end - filler.first),
            holds: holds.map_or(1, |trigger| {
                2 + u32::from(trigger.kind) * 2 + u32::from(trigger.first == filler.first)
            }),
            next_event: next.unwrap_or(1),
            headline: flag(!reading.words[sentence.end - 1].mark),
        }
    }

    /// What leads to the filler: its preposition, or «و» with what leads to the filler it is joined to.
    fn link(&self, index: usize, depth: usize) -> u32 {
        let (reading, filler) = (self.reading, &self.fillers[index]);
        let word = &reading.words[filler.first];
        if word.conjunction {
            let start = self.fillers.partition_point(|other| other.first < filler.first);
            let mut earlier = self.fillers[..start].iter().enumerate().rev().take(12);
            let joined = earlier.find(|(_, other)| other.end == filler.first).filter(|_| depth > 0);
            return match joined {
                // The link of a link is one with «و» already.
                Some((other, _)) => {
                    let link = self.profiles.get(other).map_or(1, |profile| profile.link);
                    if self.reading.words[self.fillers[other].first].conjunction {
                        link
                    } else {
                        both(link, 77)
                    }
                }
                None => 5,
            };
        }
        if word.preposition > 0 {
            return 10 + word.preposition;
        }
        for n_words in 1..=3 {
            let Some(start) = filler.first.checked_sub(n_words) else { break };
            let opener = &reading.words[start];
            if reading.class(start) == Some(WordClass::Preposition) && opener.n_words == n_words {
                return opener.key;
            }
        }
        1
    }

    /// For each word of the sentence, and its end, how many phrases without a preposition begin before it.
    fn count_phrases(&self) -> Vec<usize> {
        let mut counts = vec![0; self.sentence.len() + 1];
        let mut last_end = 0;
        for filler in self.fillers {
            let word = &self.reading.words[filler.first];
            let led = word.preposition > 0
                || filler.first > 0 && self.reading.class(filler.first - 1) == Some(WordClass::Preposition);
            if filler.first >= last_end && !led {
                counts[filler.first - self.sentence.start + 1] += 1;
            }
            last_end = last_end.max(filler.end);
        }
        for index in 1..counts.len() {
            counts[index] += counts[index - 1];
        }
        counts
    }

    /// How many phrases without a preposition begin in `words`.
    fn phrases_in(&self, words: Range<usize>) -> usize {
        let count = |word: usize| {
            self.ranks
                .get(word.saturating_sub(self.sentence.start))
                .or(self.ranks.last())
                .copied()
                .unwrap_or(0)
        };
        count(words.end).saturating_sub(count(words.start))
    }
}

/// What is observed of a trigger whatever the filler.
#[derive(Debug)]
pub(crate) struct Outlook {
    kind: u32,
    pos: u32,
    stem: u32,
    root: u32,
    classes: [u32; 3],
    article: u32,
    pronoun: u32,
    feminine: u32,
    before: u32,
    behind: u32,
    n_bare: u32,
    /// Paths from the trigger to the words after its end, and to those before it.
    after: Vec<Path>,
    behind_paths: Vec<Path>,
}

impl Outlook {
    /// That of the trigger `index` of the scene.
    pub fn new(scene: &Scene<'_>, index: usize) -> Self {
        let trigger = &scene.triggers[index];
        let reading = scene.reading;
        let word = &reading.words[trigger.first];
        let name = |at: Option<usize>| {
            at.filter(|at| scene.sentence.contains(at)).map_or(EDGE, |at| reading.name(at))
        };
        let after = trigger.end..(trigger.end + WINDOW).min(scene.sentence.end);
        let before = trigger.first.saturating_sub(WINDOW).max(scene.sentence.start)..trigger.first;
        Self {
            kind: u32::from(trigger.kind) + 1,
            pos: trigger.pos.number(),
            stem: word.base,
            root: word.root,
            classes: word.classes.map(|class| class.max(1)),
            article: flag(word.article),
            pronoun: flag(word.pronoun),
            feminine: flag(word.feminine_verb),
            before: name(trigger.first.checked_sub(1)),
            behind: name(Some(trigger.end)),
            n_bare: step(bare_after(scene, trigger)),
            after: paths(scene, after),
            behind_paths: paths(scene, before.rev()),
        }
    }
}

/// A filler as an argument of a trigger.
pub(crate) struct Pair<'p> {
    scene: &'p Scene<'p>,
    index: usize,
    outlook: &'p Outlook,
    filler: usize,
    place: Place,
}

impl<'p> Pair<'p> {
    /// The filler `filler` and the trigger `index` of `scene`, whose outlook is `outlook`.
    pub fn new(scene: &'p Scene<'p>, index: usize, outlook: &'p Outlook, filler: usize) -> Self {
        Self { scene, index, outlook, filler, place: Place::new(scene, index, outlook, filler) }
    }

    /// All that is observed of it.
    #[cfg(feature = "train")]
    pub fn observe(&self, features: &mut Features) {
        STEPS.iter().for_each(|step| step(self, features));
    }
}

/// What is observed of a pair, step by step: where the filler stands; what lies between; what the filler is; what the trigger governs,
/// and what was found before.
pub(crate) const STEPS: [fn(&Pair<'_>, &mut Features); 4] = [
    |pair, features| observe_place(pair.outlook, pair.profile(), &pair.place, features),
    |pair, features| observe_path(pair.outlook, pair.profile(), &pair.place, features),
    |pair, features| observe_filler(pair.outlook, pair.profile(), &pair.place, features),
    |pair, features| {
        observe_trigger_form(pair.outlook, pair.profile(), &pair.place, features);
        let filler = &pair.scene.fillers[pair.filler];
        observe_earlier(pair.scene, pair.index, filler, pair.outlook, pair.place.side, features);
    },
];

impl Pair<'_> {
    fn profile(&self) -> &Profile {
        &self.scene.profiles[self.filler]
    }
}

/// Where a filler stands from the trigger.
struct Place {
    side: u32,
    distance: u32,
    path: Path,
    rank: u32,
    first: u32,
}

impl Place {
    /// Where `filler` stands from the trigger `index`.
    fn new(scene: &Scene<'_>, index: usize, outlook: &Outlook, filler: usize) -> Self {
        let trigger = &scene.triggers[index];
        let span = &scene.fillers[filler];
        let is_after = trigger.end <= span.first;
        let between = if is_after { trigger.end..span.first } else { span.end..trigger.first };
        let paths = if is_after { &outlook.after } else { &outlook.behind_paths };
        Self {
            side: flag(is_after),
            distance: step(between.len()),
            path: paths.get(between.len()).or(paths.last()).copied().unwrap_or_default(),
            rank: step(scene.phrases_in(between)),
            first: flag(span.first == scene.sentence.start),
        }
    }
}

fn observe_place(outlook: &Outlook, profile: &Profile, place: &Place, features: &mut Features) {
    let Outlook { kind, pos, n_bare, .. } = *outlook;
    let Place { side, distance, rank, first, .. } = *place;
    let Profile { link, bare, .. } = *profile;
    features.add([1, kind]);
    features.add([kind, pos, side, link]);
    features.add([pos, side, distance, link]);
    features.add([kind, side, distance]);
    features.add([kind, side, distance, link]);
    features.add([pos, side, rank, link]);
    features.add([profile.headline, pos, side, both(rank, bare)]);
    features.add([profile.headline, kind, side, bare]);
    features.add([profile.next_event, pos, side, bare]);
    features.add([profile.next_event, kind, side]);
    features.add([kind, pos, side, both(rank, bare)]);
    features.add([first, side, pos]);
    features.add([first, side, kind]);
    features.add([outlook.article, pos, side, both(distance, link)]);
    features.add([n_bare, rank, kind, both(side, bare)]);
    features.add([n_bare, rank, pos, both(side, bare)]);
    features.add([n_bare, rank, pos, both(profile.kind, bare)]);
    features.add([outlook.pronoun, pos, side, both(rank, link)]);
}

fn observe_path(outlook: &Outlook, profile: &Profile, place: &Place, features: &mut Features) {
    let Outlook { kind, pos, .. } = *outlook;
    let Place { side, path, .. } = *place;
    let link = profile.link;
    features.add([side, path.barrier, pos]);
    features.add([side, path.barrier, kind]);
    features.add([side, path.barrier, both(pos, link)]);
    features.add([side, path.fine, pos]);
    features.add([side, path.fine, kind]);
    features.add([side, path.fine, both(pos, profile.kind)]);
    features.add([side, path.coarse, pos]);
    features.add([side, path.coarse, both(pos, link)]);
    features.add([side, path.coarse, kind]);
    features.add([side, path.event, both(kind, link)]);
    features.add([side, path.event, both(pos, profile.bare)]);
    features.add([side, path.verb, both(pos, profile.bare)]);
    features.add([side, path.verb, both(kind, profile.bare)]);
    features.add([side, step(path.n_marks as usize), both(pos, link)]);
}

fn observe_filler(outlook: &Outlook, profile: &Profile, place: &Place, features: &mut Features) {
    let Outlook { kind, pos, .. } = *outlook;
    let side = place.side;
    let Profile { link, kind: what, head, head_classes, extent, rival, before, behind, .. } = *profile;
    features.add([2, kind, what]);
    features.add([kind, what, both(side, link)]);
    features.add([what, link]);
    features.add([what, pos, both(side, link)]);
    features.add([what, kind, both(side, place.rank)]);
    features.add_lexical([head]);
    features.add_lexical([head, kind]);
    features.add_lexical([head, side, 1]);
    features.add_lexical([profile.head_root, kind, 2]);
    features.add_lexical([profile.head_root, both(side, link), 3]);
    features.add([head_classes[1], kind]);
    features.add([head_classes[2], kind]);
    features.add([head_classes[0], both(side, link), pos]);
    features.add([head_classes[0], kind, both(side, profile.bare)]);
    features.add([profile.head_definite, kind, both(side, link)]);
    features.add([extent]);
    features.add([extent, what, kind]);
    features.add([extent, both(side, link)]);
    features.add([extent, rival, behind]);
    features.add([extent, rival, kind]);
    features.add([extent, rival, what]);
    features.add([extent, rival, both(kind, what)]);
    features.add([behind, extent]);
    features.add([before, side, 5]);
    features.add([before, kind, 6]);
    features.add([before, both(side, pos), kind]);
    features.add([profile.before_class, kind]);
    features.add([profile.length, extent]);
    features.add([profile.length, kind, extent]);
    features.add([profile.holds, kind]);
    features.add([profile.holds, side, both(pos, link)]);
}

/// Tells of the trigger's word: what it governs, and whether it agrees with the filler.
fn observe_trigger_form(outlook: &Outlook, profile: &Profile, place: &Place, features: &mut Features) {
    let Outlook { kind, pos, stem, root, classes, .. } = *outlook;
    let Place { side, rank, .. } = *place;
    let Profile { link, bare, kind: what, .. } = *profile;
    features.add_lexical([stem, side, link]);
    features.add_lexical([stem, side, both(rank, bare)]);
    features.add_lexical([stem, what, 7]);
    features.add_lexical([stem, what, both(side, link)]);
    features.add_lexical([root, side, both(link, pos)]);
    features.add_lexical([root, side, both(rank, both(bare, pos))]);
    features.add_lexical([root, what, both(pos, 7)]);
    features.add_lexical([root, what, both(side, link)]);
    features.add_lexical([root, place.path.coarse, side]);
    features.add([classes[1], side, both(link, pos)]);
    features.add([classes[2], side, both(link, pos)]);
    features.add([classes[2], side, both(rank, both(bare, pos))]);
    features.add([outlook.behind, kind, both(side, rank)]);
    features.add([outlook.before, side, both(rank, pos)]);
    features.add([outlook.before, side, both(rank, kind)]);
    features.add([outlook.feminine, profile.head_feminine, both(pos, both(side, rank))]);
}

/// How many words back the events lie whose fillers are remembered.
const REMEMBERED: usize = 160;

/// Tells which roles the filler has in the events before: who spoke may go on speaking.
fn observe_earlier(
    scene: &Scene<'_>,
    index: usize,
    filler: &Filler,
    outlook: &Outlook,
    side: u32,
    features: &mut Features,
) {
    // A filler lies near both triggers that it serves, so those further back cannot have it.
    let reach = scene.triggers[index].first.saturating_sub(REMEMBERED);
    let near = scene.earlier.iter().rev().take_while(|(other, _, _)| scene.triggers[*other].end >= reach);
    let same: Vec<_> = near.filter(|(_, _, used)| is_same(used, filler)).take(2).collect();
    let kind_of = |other: usize| u32::from(scene.triggers[other].kind) + 1;
    features.add_each(same.iter().map(|(_, role, _)| [*role, outlook.kind, outlook.pos]));
    features
        .add_each(same.iter().map(|(other, role, _)| [*role, step(index - other), both(side, outlook.pos)]));
    features.add_each(same.iter().map(|(other, role, _)| [*role, kind_of(*other), outlook.kind]));
    features.add([flag(same.is_empty()), outlook.kind, side]);
}

/// Whether the two fillers are one, or end in the same name.
fn is_same(one: &Filler, other: &Filler) -> bool {
    one.first == other.first && one.end == other.end || one.mention.is_some() && one.mention == other.mention
}

/// How many phrases without preposition follow the trigger before a border: of «قتل 26 عنصراً في …» one,
/// of «قتل الجيش 26 عنصراً» two.
fn bare_after(scene: &Scene<'_>, trigger: &Trigger) -> usize {
    let reading = scene.reading;
    let end = (trigger.end + COUNTED).min(scene.sentence.end);
    let border = (trigger.end..end).find(|index| {
        let word = &reading.words[*index];
        word.verb
            || word.mark
            || matches!(reading.class(*index), Some(WordClass::Complementiser | WordClass::Relative))
    });
    scene.phrases_in(trigger.end..border.unwrap_or(end))
}

/// What the filler is, by its entity: the label where it is one, the kind of phrase where it holds one.
fn kind_of(reading: &Reading<'_>, filler: &Filler) -> u32 {
    let Some(mention) = filler.mention.map(|mention| &reading.mentions[mention]) else { return 1 };
    match filler.extent {
        Extent::Entity | Extent::Inner | Extent::Titled => mention.label,
        _ => both(mention.phrase, 8),
    }
}

/// The first word that can be a head: not «هذا», not «بعض».
fn head_word(reading: &Reading<'_>, filler: &Filler) -> usize {
    let plain = (filler.first..filler.end).find(|index| {
        reading.class(*index).is_none()
            && reading.mention(*index).is_none_or(|mention| mention.kind != MentionKind::Number)
    });
    plain.unwrap_or(filler.first)
}
