//! UIMA CAS XMI with its type system.

use std::collections::BTreeMap;

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use super::structures::{Cas, LINK, SOFA, Structure, TYPES, Value};
use crate::{
    annotation::Document,
    dataset::{
        ImportError,
        draft::{Draft, Read},
        format::{Context, File, Summary},
        formats::json::as_utf8,
        xml::escape,
    },
};

pub fn write(_: &Context, document: &Document, stem: &str) -> Vec<File> {
    let cas = Cas::of(document);
    let mut prefixes: BTreeMap<String, String> = BTreeMap::new();
    for (name, _, _) in TYPES {
        let (package, _) = name.rsplit_once('.').unwrap_or(("", name));
        let number = prefixes.len() + 1;
        prefixes.entry(package.to_owned()).or_insert_with(|| format!("t{number}"));
    }
    let spaces: String = prefixes
        .iter()
        .map(|(package, prefix)| format!(" xmlns:{prefix}=\"http:///{}.ecore\"", package.replace('.', "/")))
        .collect();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" \
         xmlns:cas=\"http:///uima/cas.ecore\"{spaces} xmi:version=\"2.0\">\n<cas:NULL xmi:id=\"0\"/>\n"
    );
    for structure in &cas.structures {
        let (package, name) = structure.kind.rsplit_once('.').unwrap_or(("", &structure.kind));
        xml += &format!(
            "<{}:{name} xmi:id=\"{}\"{}/>\n",
            prefixes[package],
            structure.id,
            attributes(structure)
        );
    }
    let members = cas.structures.iter().filter(|structure| structure.is_indexed());
    let members: Vec<String> = members.map(|structure| structure.id.to_string()).collect();
    xml += &format!(
        "<cas:Sofa xmi:id=\"{SOFA}\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text/plain\" sofaString=\"{}\"/>\n\
         <cas:View sofa=\"{SOFA}\" members=\"{}\"/>\n</xmi:XMI>\n",
        escape(&cas.text),
        members.join(" ")
    );
    vec![File::new(format!("{stem}.xmi"), xml)]
}

fn attributes(structure: &Structure) -> String {
    let mut attributes = String::new();
    if let Some((begin, end)) = structure.span {
        attributes += &format!(" sofa=\"{SOFA}\" begin=\"{begin}\" end=\"{end}\"");
    } else if structure.is_indexed() {
        attributes += &format!(" sofa=\"{SOFA}\"");
    }
    for (name, value) in &structure.features {
        let value = match value {
            Value::Text(text) => escape(text),
            Value::Reference(id) => id.to_string(),
            Value::References(ids) => ids.iter().map(u64::to_string).collect::<Vec<_>>().join(" "),
        };
        attributes += &format!(" {name}=\"{value}\"");
    }
    attributes
}

/// `TypeSystem.xml`.
pub fn companions(_: &Context, _: &Summary) -> Vec<File> {
    let mut types = String::new();
    for (name, parent, features) in TYPES {
        let features: String =
            features.iter().map(|(feature, range)| feature_description(feature, range)).collect();
        types += &format!(
            "<typeDescription><name>{name}</name><description/><supertypeName>{parent}</supertypeName>\
             <features>{features}</features></typeDescription>\n"
        );
    }
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n<types>\n{types}</types>\n\
         </typeSystemDescription>\n"
    );
    vec![File::new("TypeSystem.xml", xml)]
}

fn feature_description(feature: &str, range: &str) -> String {
    let of_many = "<multipleReferencesAllowed>false</multipleReferencesAllowed>";
    let (range, more) = if range == LINK {
        ("uima.cas.FSArray", format!("{of_many}<elementType>{LINK}</elementType>"))
    } else {
        (range, String::new())
    };
    format!(
        "<featureDescription><name>{feature}</name><description/><rangeTypeName>{range}</rangeTypeName>{more}\
         </featureDescription>"
    )
}

pub fn read(files: &[File]) -> Read<Vec<Draft>> {
    let files = files.iter().filter(|file| file.ending() != "xml");
    files
        .map(|file| read_cas(as_utf8(&file.bytes, &file.name)?, &file.name)?.into_draft(&file.name))
        .collect()
}

fn read_cas(text: &str, name: &str) -> Read<Cas> {
    let mut reader = Reader::from_str(text);
    let mut cas = Cas::default();
    let mut packages: BTreeMap<String, String> = BTreeMap::new();
    let mut depth = 0_usize;
    let mut is_xmi = false;
    loop {
        let event = reader.read_event();
        let place = || format!("{name}, byte {}", reader.buffer_position());
        let event = event.map_err(|error| ImportError::malformed(place(), error.to_string()))?;
        let (start, is_open) = match event {
            Event::Start(start) => (start, true),
            Event::Empty(start) => (start, false),
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                continue;
            }
            Event::Eof if depth > 0 => return Err(ImportError::malformed(place(), "the file is cut off")),
            Event::Eof => break,
            _ => continue,
        };
        let attributes = attributes_of(&start, &place())?;
        let tag = start.name().as_ref().to_owned();
        is_xmi |= tag == "xmi:XMI";
        for (key, uri) in &attributes {
            if let Some(prefix) = key.strip_prefix("xmlns:") {
                let package = uri.trim_start_matches("http:///").trim_end_matches(".ecore").replace('/', ".");
                packages.insert(prefix.to_owned(), package);
            }
        }
        add(&mut cas, &packages, &tag, attributes, &place())?;
        depth += usize::from(is_open);
    }
    if !is_xmi {
        return Err(ImportError::malformed(name, "this is not XMI"));
    }
    Ok(cas)
}

fn attributes_of(start: &BytesStart, place: &str) -> Read<Vec<(String, String)>> {
    let refuse = |error: String| ImportError::malformed(place, error);
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| refuse(error.to_string()))?;
        let key = attribute.key.as_ref().to_owned();
        let value =
            attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| refuse(error.to_string()))?;
        attributes.push((key, value.into_owned()));
    }
    Ok(attributes)
}

/// Adds the text or the structure that an element stands for.
fn add(
    cas: &mut Cas,
    packages: &BTreeMap<String, String>,
    tag: &str,
    attributes: Vec<(String, String)>,
    place: &str,
) -> Read<()> {
    let Some((prefix, local)) = tag.split_once(':') else { return Ok(()) };
    let find = |name: &str| attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    if tag == "cas:Sofa" {
        cas.text = find("sofaString").unwrap_or_default().to_owned();
        return Ok(());
    }
    let Some(id) = find("xmi:id") else { return Ok(()) };
    let number = |text: &str| {
        text.parse::<u64>().map_err(|_| ImportError::malformed(place, format!("{text:?} is no number")))
    };
    let id = number(id)?;
    let offset = |name: &str| find(name).map(number).transpose();
    let span = offset("begin")?.zip(offset("end")?).map(|(begin, end)| (begin as usize, end as usize));
    let package = packages.get(prefix).map(String::as_str).unwrap_or_default();
    let features = attributes
        .iter()
        .filter(|(key, _)| !key.contains(':') && !matches!(key.as_str(), "sofa" | "begin" | "end"));
    let features = features.map(|(key, value)| (key.clone(), value_of(key, value))).collect();
    cas.structures.push(Structure { id, kind: format!("{package}.{local}"), span, features });
    Ok(())
}

/// The types tell references from texts, and come in a file of their own; here the names of the features do.
fn value_of(feature: &str, value: &str) -> Value {
    let numbers: Option<Vec<u64>> = value.split(' ').map(|number| number.parse().ok()).collect();
    match (feature, numbers) {
        ("target", Some(numbers)) if numbers.len() == 1 => Value::Reference(numbers[0]),
        ("value" | "label" | "eventType" | "category" | "role" | "documentId" | "documentTitle", _)
        | (_, None) => Value::Text(value.to_owned()),
        (_, Some(numbers)) => Value::References(numbers),
    }
}
