//! Events against events.

use std::collections::BTreeSet;

use super::{Matching, Report, Tally, n_matches};
use crate::{annotation::Event, text::Span};

/// How the events of two annotations agree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EventReport {
    /// Triggers, whatever their type.
    pub triggers: Tally,
    /// Triggers with their type.
    pub typed_triggers: Tally,
    /// Arguments with the type of their event and their role.
    pub arguments: Tally,
}

/// An argument with what its event says of it.
struct TypedArgument<'a> {
    event: &'a str,
    role: &'a str,
    span: Span,
}

fn arguments(events: &[Event]) -> Vec<TypedArgument<'_>> {
    events
        .iter()
        .flat_map(|event| {
            event.arguments.iter().map(|argument| TypedArgument {
                event: &event.label,
                role: &argument.role,
                span: argument.span,
            })
        })
        .collect()
}

/// Adds to `report` how the events `found` agree with `gold`, both of one document. Triggers must be
/// exact; `matching` is for the spans of arguments.
pub fn score_events(gold: &[Event], found: &[Event], matching: Matching, report: &mut EventReport) {
    let tally = |right| Tally { gold: gold.len(), found: found.len(), right };
    let same_trigger = |one: &Event, other: &Event| one.trigger == other.trigger;
    let same_typed = |one: &Event, other: &Event| same_trigger(one, other) && one.label == other.label;
    report.triggers.add(tally(n_matches(gold, found, same_trigger)));
    report.typed_triggers.add(tally(n_matches(gold, found, same_typed)));
    let (gold, found) = (arguments(gold), arguments(found));
    let right = n_matches(&gold, &found, |one, other| {
        one.event == other.event && one.role == other.role && matching.matches(one.span, other.span)
    });
    report.arguments.add(Tally { gold: gold.len(), found: found.len(), right });
}

/// Adds to `report` how the arguments of the events `found` agree with those of `gold`, by role.
pub fn score_roles(gold: &[Event], found: &[Event], matching: Matching, report: &mut Report) {
    let (gold, found) = (arguments(gold), arguments(found));
    let roles: BTreeSet<&str> = gold.iter().chain(&found).map(|argument| argument.role).collect();
    for role in roles {
        let of_role = |list: &[TypedArgument<'_>]| list.iter().filter(|own| own.role == role).count();
        let right = n_matches(&gold, &found, |one, other| {
            one.role == role
                && other.role == role
                && one.event == other.event
                && matching.matches(one.span, other.span)
        });
        report.add(role, Tally { gold: of_role(&gold), found: of_role(&found), right });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Argument, Attributes, Modality, Polarity, Provenance};

    fn event(label: &str, start: usize, arguments: &[(&str, usize, usize)]) -> Event {
        let argument = |(role, start, end): &(&str, usize, usize)| Argument {
            role: (*role).to_owned(),
            span: Span::new(*start, *end),
            entity: None,
        };
        Event {
            id: String::new(),
            label: label.to_owned(),
            trigger: Span::new(start, start + 4),
            arguments: arguments.iter().map(argument).collect(),
            polarity: Polarity::Positive,
            modality: Modality::Asserted,
            reported_by: None,
            attributes: Attributes::new(),
            provenance: Provenance::person(),
        }
    }

    #[test]
    fn triggers_types_and_arguments_are_counted_apart() {
        let gold = [event("Attack", 0, &[("Attacker", 10, 20), ("Place", 30, 40)]), event("Meet", 50, &[])];
        let found = [event("Attack", 0, &[("Attacker", 10, 18)]), event("Agree", 50, &[])];
        let mut report = EventReport::default();
        score_events(&gold, &found, Matching::Exact, &mut report);
        assert_eq!(report.triggers.right, 2);
        assert_eq!(report.typed_triggers.right, 1);
        assert_eq!(report.arguments, Tally { gold: 2, found: 1, right: 0 });
        let mut report = EventReport::default();
        score_events(&gold, &found, Matching::Overlap(0.5), &mut report);
        assert_eq!(report.arguments.right, 1);
        let mut roles = Report::default();
        score_roles(&gold, &found, Matching::Overlap(0.5), &mut roles);
        assert_eq!(roles.of("Attacker"), Tally { gold: 1, found: 1, right: 1 });
        assert_eq!(roles.of("Place"), Tally { gold: 1, found: 0, right: 0 });
    }
}
