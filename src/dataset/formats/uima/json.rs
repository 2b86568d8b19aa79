//! UIMA CAS JSON 0.4: types, structures and views in one file.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value as Json, json};

use super::structures::{Cas, LINK, SOFA, Structure, TYPES, Value};
use crate::{
    annotation::Document,
    dataset::{
        ImportError,
        draft::{Draft, Read},
        format::{Context, File},
        formats::json::{as_utf8, to_pretty_json},
        native::parse,
    },
};

pub fn write(_: &Context, document: &Document, stem: &str) -> Vec<File> {
    let cas = Cas::of(document);
    let mut structures = vec![json!({
        "%ID": SOFA, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain",
        "sofaString": cas.text,
    })];
    let mut arrays = Vec::new();
    let first_array = cas.structures.len() as u64 + SOFA + 1;
    for structure in &cas.structures {
        let mut out = json!({ "%ID": structure.id, "%TYPE": structure.kind });
        if let Some((begin, end)) = structure.span {
            (out["@sofa"], out["begin"], out["end"]) = (SOFA.into(), begin.into(), end.into());
        } else if structure.is_indexed() {
            out["@sofa"] = SOFA.into();
        }
        for (name, value) in &structure.features {
            match value {
                Value::Text(text) => out[name] = text.as_str().into(),
                Value::Reference(id) => out[format!("@{name}")] = (*id).into(),
                Value::References(ids) => {
                    let id = first_array + arrays.len() as u64;
                    out[format!("@{name}")] = id.into();
                    arrays.push(json!({ "%ID": id, "%TYPE": "uima.cas.FSArray", "%ELEMENTS": ids }));
                }
            }
        }
        structures.push(out);
    }
    structures.extend(arrays);
    let members: Vec<u64> = cas.structures.iter().filter(|s| s.is_indexed()).map(|s| s.id).collect();
    let file = json!({
        "%TYPES": types(),
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": { "_InitialView": { "%SOFA": SOFA, "%MEMBERS": members } },
    });
    vec![File::new(format!("{stem}.json"), to_pretty_json(&file))]
}

fn types() -> Json {
    let mut types = Map::new();
    for (name, parent, features) in TYPES {
        let mut out = Map::new();
        out.insert("%NAME".into(), name.into());
        out.insert("%SUPER_TYPE".into(), parent.into());
        for (feature, range) in features {
            let of_many = *range == LINK;
            let range = if of_many { format!("{range}[]") } else { (*range).to_owned() };
            let mut spec = json!({ "%NAME": feature, "%RANGE": range });
            if of_many {
                spec["%MULTIPLE_REFERENCES_ALLOWED"] = false.into();
            }
            out.insert((*feature).to_owned(), spec);
        }
        types.insert(name.to_owned(), out.into());
    }
    types.into()
}

pub fn read(files: &[File]) -> Read<Vec<Draft>> {
    files
        .iter()
        .map(|file| read_cas(as_utf8(&file.bytes, &file.name)?, &file.name)?.into_draft(&file.name))
        .collect()
}

/// What the list of feature structures is called.
const FEATURE_STRUCTURES: &str = "%FEATURE_STRUCTURES";

/// A file without a tree of all its values, which would take many times its size.
#[derive(Deserialize)]
struct CasFile {
    #[serde(rename = "%FEATURE_STRUCTURES")]
    structures: Structures,
}

/// The feature structures, as a list, or in an older form as an object by id.
#[derive(Default)]
struct Structures(Vec<Features>);

/// The fields of a feature structure.
struct Features(Vec<(String, Field)>);

/// What a field holds; what is no reference, text or offset says nothing here.
enum Field {
    Number(u64),
    Numbers(Vec<u64>),
    Text(String),
    Other,
}

impl<'de> Deserialize<'de> for Structures {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Structures;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list of feature structures")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Structures, A::Error> {
                let mut structures = Vec::new();
                while let Some(structure) = list.next_element()? {
                    structures.push(structure);
                }
                Ok(Structures(structures))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut by_id: A) -> Result<Structures, A::Error> {
                let mut structures = Vec::new();
                while let Some((_, structure)) = by_id.next_entry::<IgnoredAny, _>()? {
                    structures.push(structure);
                }
                Ok(Structures(structures))
            }
        }
        deserializer.deserialize_any(All)
    }
}

impl<'de> Deserialize<'de> for Features {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Features;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a feature structure")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Features, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Features(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct One;
        impl<'de> Visitor<'de> for One {
            type Value = Field;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a feature")
            }

            fn visit_u64<E>(self, number: u64) -> Result<Field, E> {
                Ok(Field::Number(number))
            }

            fn visit_str<E>(self, text: &str) -> Result<Field, E> {
                Ok(Field::Text(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Field, A::Error> {
                let mut numbers = Vec::new();
                while let Some(element) = list.next_element()? {
                    if let Field::Number(number) = element {
                        numbers.push(number);
                    }
                }
                Ok(Field::Numbers(numbers))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Field, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Field::Other)
            }

            fn visit_bool<E>(self, _: bool) -> Result<Field, E> {
                Ok(Field::Other)
            }

            fn visit_i64<E>(self, _: i64) -> Result<Field, E> {
                Ok(Field::Other)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Field, E> {
                Ok(Field::Other)
            }

            fn visit_unit<E>(self) -> Result<Field, E> {
                Ok(Field::Other)
            }
        }
        deserializer.deserialize_any(One)
    }
}

impl Features {
    fn number(&self, name: &str) -> Option<u64> {
        self.0.iter().find(|(field, _)| field == name).and_then(|(_, value)| match value {
            Field::Number(number) => Some(*number),
            _ => None,
        })
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).and_then(|(_, value)| match value {
            Field::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// None where there is no such field.
    fn offset(&self, name: &str, place: &str) -> Read<Option<usize>> {
        let is_there = self.0.iter().any(|(field, _)| field == name);
        let offset = self.number(name).and_then(|offset| usize::try_from(offset).ok());
        if is_there && offset.is_none() {
            let (field, reason) = (format!("{place}.{name}"), "must be an offset".to_owned());
            return Err(ImportError::Field { field, reason });
        }
        Ok(offset)
    }

    fn elements(&self) -> Option<&[u64]> {
        self.0.iter().find(|(field, _)| field == "%ELEMENTS").and_then(|(_, value)| match value {
            Field::Numbers(numbers) => Some(numbers.as_slice()),
            _ => None,
        })
    }
}

fn read_cas(text: &str, name: &str) -> Read<Cas> {
    let CasFile { structures: Structures(structures) } = parse(text, 0, name)?;
    let mut cas = Cas::default();
    let mut arrays = BTreeMap::new();
    for fields in &structures {
        if let Some(elements) = fields.elements() {
            arrays.insert(fields.number("%ID").unwrap_or_default(), elements.to_vec());
        }
        if let Some(text) = fields.text("sofaString") {
            cas.text = text.to_owned();
        }
    }
    for (index, fields) in structures.into_iter().enumerate() {
        cas.structures.push(structure(
            fields,
            &mut arrays,
            &format!("{name}: {FEATURE_STRUCTURES}[{index}]"),
        )?);
    }
    Ok(cas)
}

/// An array belongs to the first that refers to it: one that thousands refer to would be copied for each.
fn structure(fields: Features, arrays: &mut BTreeMap<u64, Vec<u64>>, place: &str) -> Read<Structure> {
    let span = fields.offset("begin", place)?.zip(fields.offset("end", place)?);
    let id = fields.number("%ID").unwrap_or_default();
    let kind = fields.text("%TYPE").unwrap_or_default().to_owned();
    let features = fields.0.into_iter().filter_map(|(name, value)| {
        let value = match (name.strip_prefix('@'), value) {
            (Some(_), Field::Number(id)) => {
                arrays.remove(&id).map_or(Value::Reference(id), Value::References)
            }
            (Some(_), Field::Numbers(ids)) => Value::References(ids),
            (None, Field::Text(text)) => Value::Text(text),
            _ => return None,
        };
        Some((name.trim_start_matches('@').to_owned(), value))
    });
    Ok(Structure { id, kind, span, features: features.collect() })
}
