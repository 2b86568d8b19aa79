//! Tables: a row a mark, and a row an argument. Only written; quoted as RFC 4180 says.

use crate::{
    annotation::{Document, Entity, Event, Provenance},
    dataset::{
        format::{Context, Format, Uses, Writing, no_companions},
        formats::name_of,
        graph::Units,
        holds::{Chains, Events, Holds},
    },
};

pub static CSV_SPANS: Format = Format {
    id: "csv-spans",
    name: "CSV, a row a mark",
    ending: "csv",
    holds: |_| Holds { events: Events::Triggers, ..Holds::MARKS },
    write: Some(Writing::Joined {
        head: |_| row(SPAN_COLUMNS.map(str::to_owned)),
        document: write_spans,
        between: "",
        foot: "",
    }),
    read: None,
    companions: no_companions,
    uses: Uses { offset_unit: true, tag_scheme: false },
};

pub static CSV_EVENTS: Format = Format {
    id: "csv-events",
    name: "CSV, a row an argument",
    ending: "csv",
    holds: |_| Holds { entity_layers: 0, values: false, cores: false, chains: Chains::None, ..Holds::MARKS },
    write: Some(Writing::Joined {
        head: |_| row(EVENT_COLUMNS.map(str::to_owned)),
        document: write_events,
        between: "",
        foot: "",
    }),
    read: None,
    companions: no_companions,
    uses: Uses { offset_unit: true, tag_scheme: false },
};

const SPAN_COLUMNS: [&str; 16] = [
    "document",
    "layer",
    "id",
    "label",
    "start",
    "end",
    "unit",
    "text",
    "core_start",
    "core_end",
    "value",
    "chain",
    "origin",
    "source",
    "score",
    "status",
];

const EVENT_COLUMNS: [&str; 17] = [
    "document",
    "event",
    "type",
    "polarity",
    "modality",
    "trigger_start",
    "trigger_end",
    "trigger",
    "role",
    "start",
    "end",
    "unit",
    "text",
    "origin",
    "source",
    "score",
    "status",
];

fn row<const N: usize>(fields: [String; N]) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Memory takes every record, and strings are UTF-8.
    let written = writer.write_record(&fields).ok().and_then(|()| writer.into_inner().ok());
    String::from_utf8(written.unwrap_or_default()).unwrap_or_default()
}

fn provenance(provenance: &Provenance) -> [String; 4] {
    let Provenance { origin, source, score, status } = provenance;
    let score = score.map_or(String::new(), |score| score.to_string());
    [name_of(origin), source.clone(), score, name_of(status)]
}

fn write_spans(context: &Context, document: &Document) -> String {
    let unit = context.options.offset_unit;
    let units = Units::new(&document.text, unit);
    let entity = |entity: &Entity| {
        let (start, end) = units.of(entity.span);
        let (core_start, core_end) = units.of(entity.core);
        let value = entity.value.as_ref().map(super::json::to_json).unwrap_or_default();
        let [origin, source, score, status] = provenance(&entity.provenance);
        row([
            document.id.clone(),
            "entity".to_owned(),
            entity.id.clone(),
            entity.label.clone(),
            start.to_string(),
            end.to_string(),
            name_of(&unit),
            entity.span.slice(&document.text).to_owned(),
            core_start.to_string(),
            core_end.to_string(),
            value,
            entity.chain.clone().unwrap_or_default(),
            origin,
            source,
            score,
            status,
        ])
    };
    let trigger = |event: &Event| {
        let (start, end) = units.of(event.trigger);
        let [origin, source, score, status] = provenance(&event.provenance);
        let nothing = String::new;
        let (id, label) = (event.id.clone(), event.label.clone());
        let text = event.trigger.slice(&document.text).to_owned();
        let (start, end, unit) = (start.to_string(), end.to_string(), name_of(&unit));
        let (d, layer) = (document.id.clone(), "trigger".to_owned());
        row([
            d,
            layer,
            id,
            label,
            start,
            end,
            unit,
            text,
            nothing(),
            nothing(),
            nothing(),
            nothing(),
            origin,
            source,
            score,
            status,
        ])
    };
    let entities: String = document.entities.iter().map(entity).collect();
    entities + &document.events.iter().map(trigger).collect::<String>()
}

/// A row for each argument; an event without any has one row with empty fields.
fn write_events(context: &Context, document: &Document) -> String {
    let unit = context.options.offset_unit;
    let units = Units::new(&document.text, unit);
    let mut rows = String::new();
    for event in &document.events {
        let (trigger_start, trigger_end) = units.of(event.trigger);
        let [origin, source, score, status] = provenance(&event.provenance);
        let arguments = event.arguments.iter().map(|argument| {
            let (start, end) = units.of(argument.span);
            let text = argument.span.slice(&document.text).to_owned();
            [argument.role.clone(), start.to_string(), end.to_string(), name_of(&unit), text]
        });
        let mut arguments: Vec<[String; 5]> = arguments.collect();
        if arguments.is_empty() {
            arguments.push([String::new(), String::new(), String::new(), name_of(&unit), String::new()]);
        }
        for [role, start, end, unit, text] in arguments {
            rows += &row([
                document.id.clone(),
                event.id.clone(),
                event.label.clone(),
                name_of(&event.polarity),
                name_of(&event.modality),
                trigger_start.to_string(),
                trigger_end.to_string(),
                event.trigger.slice(&document.text).to_owned(),
                role,
                start,
                end,
                unit,
                text,
                origin.clone(),
                source.clone(),
                score.clone(),
                status.clone(),
            ]);
        }
    }
    rows
}
