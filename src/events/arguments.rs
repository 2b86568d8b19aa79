//! Arguments: which noun phrases and entities of a sentence fill the roles of an event.

use crate::{annotation::Argument, lexicon::Lexicon, schema::Schema};

use super::{
    evidence::{Outlook, Pair, STEPS, Scene, WINDOW},
    features::{Features, name_hash},
    fillers::{Extent, Filler},
    lexemes::Pos,
    model::{EventModel, Judge, Room, normalise},
    reading::{MentionKind, Reading},
    triggers::Trigger,
};

/// How near extended phrases must be; farther off only entities and base phrases are judged.
const NEAR: usize = 16;

/// Where a step leaves the best role below this, what comes after it is not looked at. More pairs could be given up, at the price of
/// arguments (see `data/model/EVENTS.md`).
const HOPELESS: [f32; STEPS.len()] = [-5.0, -4.0, -3.0, f32::MIN];

/// How often one event takes a role (column `repeats` of `roles`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Repeats {
    /// As often as there is a filler.
    Freely,
    /// Once.
    Never,
    /// Once, and it may lie inside another argument.
    Nested,
    /// Several times where «و» joins the fillers.
    Joined,
    /// Several times where «و» joins the fillers, or they stand side by side: «في حي الشعار في مدينة حلب».
    Beside,
}

/// How many words may stand between fillers that are side by side.
const BESIDE: usize = 1;

/// A role of an event type, ready to be judged.
#[derive(Debug, Clone)]
pub(crate) struct Role {
    /// Its id.
    pub id: String,
    /// The same, hashed.
    pub name: u32,
    /// The outcome of the judge for it, and for its class.
    pub outcome: usize,
    /// The outcome for its class; the same as for the role where it has none.
    pub class: Option<usize>,
    repeats: Repeats,
    /// Whether the name in the genitive of a noun that is the trigger fills it (column `genitive` of `roles`).
    genitive: bool,
    threshold: f32,
    /// Labels of entities that fit, hashed; all do where there is none.
    fitting: Vec<u32>,
}

/// The judge of arguments.
#[derive(Debug, Clone, Default)]
pub(crate) struct ArgumentJudge {
    /// Its number in the model.
    pub number: usize,
    n_outcomes: usize,
    /// The roles of each event type, by its number in the schema.
    pub roles: Vec<Vec<Role>>,
}

impl ArgumentJudge {
    /// The judge `name` of `model`, for the event types of `schema`, with what the table `roles` says of their roles.
    pub fn new(model: &EventModel, name: &str, schema: &Schema, lexicon: &Lexicon) -> Self {
        let (number, judge) = model.judge(name);
        let roles = schema.events.iter().map(|event| {
            event.roles.iter().map(|role| read_role(&judge, &event.id, role, lexicon)).collect()
        });
        Self { number, n_outcomes: judge.outcomes.len(), roles: roles.collect() }
    }

    /// The arguments of the trigger `index`, each with its probability: the likeliest fillers that fit together.
    pub fn find(&self, model: &EventModel, scene: &mut Scene<'_>, index: usize) -> Vec<(Argument, f32)> {
        let trigger = &scene.triggers[index];
        let Some(roles) = self.roles.get(usize::from(trigger.kind)) else { return Vec::new() };
        let mut likely = self.likely(model, scene, index, roles);
        if let Some(genitive) = genitive(scene, index, roles) {
            likely.insert(0, genitive);
        }
        drop_parts_of_places(scene, &mut likely);
        let mut taken: Vec<(f32, &Role, usize)> = Vec::new();
        for (score, role, filler) in likely {
            let apart =
                taken.iter().all(|other| may_share(scene.fillers, (role, filler), (other.1, other.2)));
            if apart && may_repeat(scene, role, filler, &taken) {
                taken.push((score, role, filler));
            }
        }
        join_parts(scene, &mut taken);
        let place = |filler: usize| (scene.fillers[filler].first, scene.fillers[filler].end);
        taken.sort_by_key(|(_, _, filler)| place(*filler));
        let found = |(score, role, filler): &(f32, &Role, usize)| {
            (argument(scene.reading, role, &scene.fillers[*filler]), *score)
        };
        let arguments = taken.iter().map(found).collect();
        let used = taken.iter().map(|(_, role, filler)| (index, role.name, scene.fillers[*filler].clone()));
        scene.earlier.extend(used);
        arguments
    }

    /// The roles that fillers may well have in the event of the trigger `index`, likeliest first.
    fn likely<'r>(
        &self,
        model: &EventModel,
        scene: &Scene<'_>,
        index: usize,
        roles: &'r [Role],
    ) -> Vec<(f32, &'r Role, usize)> {
        let trigger = &scene.triggers[index];
        let mut desk = Desk::default();
        let outlook = Outlook::new(scene, index);
        let mut likely: Vec<(f32, &Role, usize)> = Vec::new();
        for filler in judged_fillers(trigger, scene.fillers) {
            let pair = Pair::new(scene, index, &outlook, filler);
            if !self.weigh(model, &pair, roles, &mut desk) {
                continue;
            }
            let Desk { sums, scores, .. } = &mut desk;
            scores.clear();
            scores.extend(roles.iter().map(|role| role.sum(sums) as f32 * model.scale));
            // Of what is left to 1 there is no role.
            normalise(scores);
            for (role, score) in roles.iter().zip(scores) {
                let probability = *score * trigger.score;
                let fits = fits(scene.reading, &scene.fillers[filler], &role.fitting);
                if probability >= role.threshold && fits {
                    likely.push((probability, role, filler));
                }
            }
        }
        likely.sort_by(|one, other| other.0.total_cmp(&one.0));
        likely
    }

    /// Sums up what is observed of `pair`, step by step; gives up and says no where a step leaves no role a chance.
    fn weigh(&self, model: &EventModel, pair: &Pair<'_>, roles: &[Role], desk: &mut Desk) -> bool {
        let Desk { features, room, sums, .. } = desk;
        features.begin(self.number);
        sums.clear();
        sums.resize(self.n_outcomes, 0);
        STEPS.iter().zip(HOPELESS).all(|(step, hopeless)| {
            features.go_on(features.next());
            step(pair, features);
            model.add(&features.hashes, room, sums);
            roles.iter().any(|role| role.sum(sums) as f32 * model.scale >= hopeless)
        })
    }
}

/// What is used again for each pair.
#[derive(Debug, Default)]
struct Desk {
    features: Features,
    room: Room,
    /// Of each outcome, in units of the model's scale.
    sums: Vec<i32>,
    /// Of each role.
    scores: Vec<f32>,
}

impl Role {
    /// What `sums` say for it, by itself, by its class and by what all roles share.
    fn sum(&self, sums: &[i32]) -> i32 {
        let sum = |outcome: usize| sums.get(outcome).copied().unwrap_or(0);
        sum(self.outcome) + self.class.map_or(0, sum) + sums.last().copied().unwrap_or(0)
    }
}

/// What the table `roles` says in `column` of the role `role` of the event type `event`: of it there, or of the role anywhere.
pub(crate) fn role_field<'l>(lexicon: &'l Lexicon, event: &str, role: &str, column: &str) -> &'l str {
    let table = lexicon.table("roles");
    let role = role.to_lowercase();
    let there = table.get(&format!("{} {role}", event.to_lowercase())).first();
    there.or_else(|| table.get(&role).first()).map_or("", |row| table.field(row, column))
}

fn read_role(judge: &Judge, event: &str, role: &crate::schema::RoleSpec, lexicon: &Lexicon) -> Role {
    let field = |column| role_field(lexicon, event, &role.id, column);
    let outcome = |name: &str| judge.outcomes.iter().position(|outcome| outcome == name);
    let number = outcome(&role.id).unwrap_or(usize::MAX);
    Role {
        id: role.id.clone(),
        name: name_hash(&role.id),
        outcome: number,
        class: outcome(field("class")),
        repeats: match field("repeats") {
            "freely" => Repeats::Freely,
            "never" => Repeats::Never,
            "nested" => Repeats::Nested,
            "beside" => Repeats::Beside,
            _ => Repeats::Joined,
        },
        genitive: field("genitive") == "yes",
        threshold: judge.thresholds.get(number).copied().unwrap_or(1.0),
        fitting: role.fillers.iter().map(|label| name_hash(&label.to_lowercase())).collect(),
    }
}

/// Whether two fillers lie apart, or one of a nested role inside the other, as a Count in its Victim.
fn may_share(fillers: &[Filler], one: (&Role, usize), other: (&Role, usize)) -> bool {
    let nested = |(role, inner): (&Role, usize), (_, outer): (&Role, usize)| {
        let (inner, outer) = (&fillers[inner], &fillers[outer]);
        role.repeats == Repeats::Nested && outer.first <= inner.first && inner.end <= outer.end
    };
    let (first, second) = (&fillers[one.1], &fillers[other.1]);
    let apart = first.end <= second.first || second.end <= first.first;
    apart || nested(one, other) || nested(other, one)
}

/// What the table `mention_kinds` calls phrases that hold a body or a group of people.
const PEOPLE: &str = "np-org";

/// What it calls phrases that hold a place.
const PLACE: &str = "np-place";

/// Whether a number begins the filler.
fn is_counted(scene: &Scene<'_>, filler: &Filler) -> bool {
    scene.reading.mention(filler.first).is_some_and(|mention| mention.kind == MentionKind::Number)
}

/// The mention that a counted part is of, in `both`: all that stands after its preposition. Only where the table calls it `phrase`.
fn whole(scene: &Scene<'_>, both: &Filler, phrase: &str) -> Option<usize> {
    let start = scene.fillers.partition_point(|filler| filler.first <= both.first);
    let mut inside = (start..scene.fillers.len()).take_while(|index| scene.fillers[*index].first < both.end);
    let is_whole = |index: &usize| {
        let filler = &scene.fillers[*index];
        let own = filler.mention.map(|mention| scene.reading.mentions[mention].phrase);
        let follows = filler.first.checked_sub(1).is_some_and(|before| scene.reading.words[before].partitive);
        filler.extent == Extent::Entity && filler.end == both.end && follows && own == Some(name_hash(phrase))
    };
    inside.find(is_whole)
}

/// The name right after a noun of one word that is the trigger `index`, as a filler of the role that its genitive has: who stops
/// in «وقف الجيش السوري العمليات».
fn genitive<'r>(scene: &Scene<'_>, index: usize, roles: &'r [Role]) -> Option<(f32, &'r Role, usize)> {
    let trigger = &scene.triggers[index];
    let role = roles.iter().find(|role| role.genitive)?;
    let next = scene.reading.words.get(trigger.end)?;
    let is_noun = trigger.pos != Pos::Verb && trigger.end == trigger.first + 1;
    if !is_noun || next.preposition != 0 || next.conjunction {
        return None;
    }
    let start = scene.fillers.partition_point(|filler| filler.first < trigger.end);
    let mut here =
        (start..scene.fillers.len()).take_while(|filler| scene.fillers[*filler].first == trigger.end);
    let is_name = |filler: &usize| {
        let filler = &scene.fillers[*filler];
        filler.extent == Extent::Entity && fits(scene.reading, filler, &role.fitting)
    };
    here.find(is_name).map(|filler| (trigger.score, role, filler))
}

/// Counted people are not part of a place: in «نزح آلاف المدنيين من الموصل» the town is where they come from.
fn drop_parts_of_places(scene: &Scene<'_>, likely: &mut Vec<(f32, &Role, usize)>) {
    let fillers = scene.fillers;
    let shorter: Vec<(&Role, usize)> = likely
        .iter()
        .filter(|(_, _, filler)| fillers[*filler].extent != Extent::Partitive)
        .map(|(_, role, filler)| (*role, fillers[*filler].first))
        .collect();
    likely.retain(|(_, role, filler)| {
        let both = &fillers[*filler];
        let is_part_of_place = both.extent == Extent::Partitive
            && is_counted(scene, both)
            && whole(scene, both, PLACE).is_some();
        !is_part_of_place
            || !shorter.iter().any(|(other, first)| (&other.id, *first) == (&role.id, both.first))
    });
}

/// Makes one filler of a counted part and its whole: in «قتل 26 عنصرا من قوات النظام» the forces are what the 26 are of, and have no role of their own.
fn join_parts(scene: &Scene<'_>, taken: &mut Vec<(f32, &Role, usize)>) {
    let fillers = scene.fillers;
    for part in 0..taken.len() {
        let (_, role, filler) = taken[part];
        let Filler { first, end, .. } = fillers[filler];
        if role.repeats == Repeats::Nested || !is_counted(scene, &fillers[filler]) {
            continue;
        }
        let start = fillers.partition_point(|filler| filler.first < first);
        let mut longer = (start..fillers.len()).take_while(|index| fillers[*index].first == first);
        let Some(both) =
            longer.find(|index| fillers[*index].extent == Extent::Partitive && fillers[*index].end > end)
        else {
            continue;
        };
        let Some(whole) = whole(scene, &fillers[both], PEOPLE) else { continue };
        let mut others = (0..taken.len()).filter(|other| *other != part && taken[*other].2 != whole);
        let stands_apart = |other: usize| may_share(fillers, (role, both), (taken[other].1, taken[other].2));
        if others.all(stands_apart) {
            taken[part].2 = both;
            taken.retain(|(_, _, filler)| *filler != whole);
            return;
        }
    }
}

/// Whether `role` may take `filler` beside those it has (column `repeats` of `roles`).
fn may_repeat(scene: &Scene<'_>, role: &Role, filler: usize, taken: &[(f32, &Role, usize)]) -> bool {
    let same = taken.iter().filter(|(_, other, _)| other.id == role.id);
    let mut same = same.map(|(_, _, other)| *other).peekable();
    if same.peek().is_none() {
        return true;
    }
    let joined = |other: usize| {
        let (one, other) = (&scene.fillers[filler], &scene.fillers[other]);
        let later = one.first.max(other.first);
        scene.reading.words[later].conjunction && other.first.abs_diff(one.first) <= WINDOW / 2
    };
    let beside = |other: usize| {
        let (one, other) = (&scene.fillers[filler], &scene.fillers[other]);
        let (first, second) = if one.first < other.first { (one, other) } else { (other, one) };
        second.first.saturating_sub(first.end) <= BESIDE
    };
    match role.repeats {
        Repeats::Freely => true,
        Repeats::Never | Repeats::Nested => false,
        Repeats::Joined => same.any(joined),
        Repeats::Beside => same.any(|other| joined(other) || beside(other)),
    }
}

/// Whether the entity that the filler is may fill the role at all.
fn fits(reading: &Reading<'_>, filler: &Filler, fitting: &[u32]) -> bool {
    if fitting.is_empty() || !matches!(filler.extent, Extent::Entity | Extent::Inner) {
        return true;
    }
    filler.mention.is_none_or(|mention| fitting.contains(&reading.mentions[mention].label))
}

fn argument(reading: &Reading<'_>, role: &Role, filler: &Filler) -> Argument {
    let entity = filler
        .mention
        .map(|mention| &reading.mentions[mention])
        .filter(|mention| mention.first == filler.first && mention.end == filler.end)
        .map(|mention| &reading.document.entities[mention.entity]);
    Argument {
        role: role.id.clone(),
        span: entity.map_or_else(|| reading.span(filler.first..filler.end), |entity| entity.span),
        entity: entity.map(|entity| entity.id.clone()),
    }
}

/// The numbers of the fillers that `trigger` can have: in its window, apart from it.
pub(crate) fn judged_fillers(trigger: &Trigger, fillers: &[Filler]) -> impl Iterator<Item = usize> {
    let start = fillers.partition_point(|filler| filler.first + WINDOW < trigger.first);
    let end = fillers.partition_point(|filler| filler.first < trigger.end + WINDOW);
    let (first, after) = (trigger.first, trigger.end);
    let near = move |filler: &Filler| filler.first + NEAR > first && filler.first < after + NEAR;
    (start..end.max(start)).filter(move |index| {
        let filler = &fillers[*index];
        (filler.end <= first || after <= filler.first)
            && (near(filler) || filler.extent <= Extent::Base && filler.extent != Extent::Inner)
    })
}
