//! Arguments: which noun phrases and entities of a sentence fill the roles of an event.

use crate::{annotation::Argument, lexicon::Lexicon, schema::Schema};

use super::{
    evidence::{Outlook, Place, Scene, WINDOW, observe_nature, observe_position},
    features::{Features, name_hash},
    fillers::{Extent, Filler},
    model::{EventModel, HOPELESS, Judge, best},
    reading::Reading,
    triggers::Trigger,
};

/// How near extended phrases must be; farther off only entities and base phrases are judged.
const NEAR: usize = 16;

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
}

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
        let roles = schema
            .events
            .iter()
            .map(|event| event.roles.iter().map(|role| read_role(&judge, role, lexicon)).collect());
        Self { number, n_outcomes: judge.outcomes.len(), roles: roles.collect() }
    }

    /// The arguments of the trigger `index`, each with its probability: the likeliest fillers that fit together.
    pub fn find(&self, model: &EventModel, scene: &mut Scene<'_>, index: usize) -> Vec<(Argument, f32)> {
        let trigger = &scene.triggers[index];
        let Some(roles) = self.roles.get(usize::from(trigger.kind)) else { return Vec::new() };
        let (mut features, mut scores, mut rows) = (Features::default(), Vec::new(), Vec::new());
        let outlook = Outlook::new(scene, index);
        let mut likely: Vec<(f32, &Role, usize)> = Vec::new();
        for filler in judged_fillers(trigger, scene.fillers) {
            features.begin(self.number);
            scores.clear();
            scores.resize(self.n_outcomes, 0.0);
            let place = Place::new(scene, index, &outlook, filler);
            observe_position(scene, &outlook, filler, &place, &mut features);
            model.add(&features, &mut rows, &mut scores);
            if best(&scores, self.n_outcomes.saturating_sub(1)) < HOPELESS {
                continue;
            }
            features.go_on();
            observe_nature(scene, index, &outlook, filler, &place, &mut features);
            model.add(&features, &mut rows, &mut scores);
            let any = scores.last().copied().unwrap_or(0.0);
            EventModel::share(&mut scores);
            let scores = Scores { scores: &scores, any, trigger: trigger.score };
            push_likely(scene.reading, &scene.fillers[filler], filler, roles, &scores, &mut likely);
        }
        likely.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut taken: Vec<(f32, &Role, usize)> = Vec::new();
        for (score, role, filler) in likely {
            let apart =
                taken.iter().all(|other| may_share(scene.fillers, (role, filler), (other.1, other.2)));
            if apart && may_repeat(scene, role, filler, &taken) {
                taken.push((score, role, filler));
            }
        }
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
}

fn read_role(judge: &Judge, role: &crate::schema::RoleSpec, lexicon: &Lexicon) -> Role {
    let table = lexicon.table("roles");
    let row = table.get(&role.id.to_lowercase()).first();
    let field = |column| row.map_or("", |row| table.field(row, column));
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
            _ => Repeats::Joined,
        },
        threshold: judge.thresholds.get(number).copied().unwrap_or(1.0),
        fitting: role.fillers.iter().map(|label| name_hash(&label.to_lowercase())).collect(),
    }
}

/// What is said for the roles of a filler.
struct Scores<'s> {
    /// Of each outcome, with what all share.
    scores: &'s [f32],
    /// What all share.
    any: f32,
    /// How sure it is that there is such an event at all.
    trigger: f32,
}

impl Scores<'_> {
    fn of(&self, role: &Role) -> f32 {
        let score = |outcome: usize| self.scores.get(outcome).copied().unwrap_or(0.0);
        // What all outcomes share is in the score of the role; its class has it once more.
        score(role.outcome) + role.class.map_or(0.0, |class| score(class) - self.any)
    }
}

/// Adds the roles that the filler may well have.
fn push_likely<'r>(
    reading: &Reading<'_>,
    filler: &Filler,
    number: usize,
    roles: &'r [Role],
    scores: &Scores<'_>,
    likely: &mut Vec<(f32, &'r Role, usize)>,
) {
    let highest = roles.iter().map(|role| scores.of(role)).fold(0.0, f32::max);
    let total = (-highest).exp() + roles.iter().map(|role| (scores.of(role) - highest).exp()).sum::<f32>();
    for role in roles {
        let probability = (scores.of(role) - highest).exp() / total * scores.trigger;
        if probability >= role.threshold && fits(reading, filler, &role.fitting) {
            likely.push((probability, role, number));
        }
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

/// Whether `role` may take `filler` beside those it has: freely, never, or only joined by «و».
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
    match role.repeats {
        Repeats::Freely => true,
        Repeats::Never | Repeats::Nested => false,
        Repeats::Joined => same.any(joined),
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
