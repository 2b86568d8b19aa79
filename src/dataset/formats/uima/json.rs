//! UIMA CAS JSON 0.4: types, structures and views in one file.

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

fn read_cas(text: &str, name: &str) -> Read<Cas> {
    let file: Json = parse(text, 0, name)?;
    let field = "%FEATURE_STRUCTURES";
    let structures: Vec<&Json> = match &file[field] {
        Json::Array(structures) => structures.iter().collect(),
        // An older form: an object by id.
        Json::Object(structures) => structures.values().collect(),
        _ => {
            let reason = "must be a list of feature structures".to_owned();
            return Err(ImportError::Field { field: format!("{name}: {field}"), reason });
        }
    };
    let mut cas = Cas::default();
    let mut arrays = std::collections::BTreeMap::new();
    for json in &structures {
        let id = json["%ID"].as_u64().unwrap_or_default();
        if let Some(elements) = json["%ELEMENTS"].as_array() {
            arrays.insert(id, elements.iter().filter_map(Json::as_u64).collect::<Vec<_>>());
        }
        if let Some(text) = json["sofaString"].as_str() {
            cas.text = text.to_owned();
        }
    }
    for (index, json) in structures.into_iter().enumerate() {
        let place = format!("{name}: {field}[{index}]");
        let Some(object) = json.as_object() else {
            return Err(ImportError::Field { field: place, reason: "must be an object".to_owned() });
        };
        cas.structures.push(structure(object, &arrays));
    }
    Ok(cas)
}

fn structure(json: &Map<String, Json>, arrays: &std::collections::BTreeMap<u64, Vec<u64>>) -> Structure {
    let offset =
        |name: &str| json.get(name).and_then(Json::as_u64).and_then(|offset| usize::try_from(offset).ok());
    let features = json.iter().filter_map(|(name, value)| {
        let value = match (name.strip_prefix('@'), value) {
            (Some(_), Json::Number(id)) => {
                let id = id.as_u64()?;
                arrays.get(&id).map_or(Value::Reference(id), |ids| Value::References(ids.clone()))
            }
            (Some(_), Json::Array(ids)) => Value::References(ids.iter().filter_map(Json::as_u64).collect()),
            (None, Json::String(text)) => Value::Text(text.clone()),
            _ => return None,
        };
        Some((name.trim_start_matches('@').to_owned(), value))
    });
    Structure {
        id: json.get("%ID").and_then(Json::as_u64).unwrap_or_default(),
        kind: json.get("%TYPE").and_then(Json::as_str).unwrap_or_default().to_owned(),
        span: offset("begin").zip(offset("end")),
        features: features.collect(),
    }
}
