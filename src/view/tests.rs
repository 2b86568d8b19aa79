//! The TypeScript types of the binding are those of the core.

use expect_test::expect_file;
use ts_rs::{Config, TS};

use super::*;
use crate::{adjudication, annotation, dataset, schema, scoring, session};

/// One exported declaration; generic types stand for their UTF-16 form.
fn declaration<T: TS>(config: &Config) -> String {
    let concrete = T::decl_concrete(config);
    let (name, body) = concrete.split_once(" = ").unwrap();
    let name = name.split('<').next().unwrap();
    let body = body
        .replace("Array<Span>", "Span[]")
        .replace("<Span>", "")
        .replace("/**\n * ", "/** ")
        .replace("\n */", " */")
        .replace(" \n", "\n");
    format!("export {name} = {body}\n")
}

fn adjudication_declarations(config: &Config) -> String {
    let mut out = String::new();
    out += &declaration::<annotation::DifferenceKind>(config);
    out += &declaration::<annotation::EventName<Utf16Span>>(config);
    out += &declaration::<annotation::EntityName<Utf16Span>>(config);
    out += &declaration::<annotation::RelationName<Utf16Span>>(config);
    out += &declaration::<annotation::Reading<Utf16Span>>(config);
    out += &declaration::<scoring::Confusion>(config);
    out += &declaration::<scoring::TypeFigures>(config);
    out += &declaration::<scoring::Figures>(config);
    out += &declaration::<scoring::LayerAgreement>(config);
    out += &declaration::<scoring::Agreement>(config);
    out += &declaration::<adjudication::Choice<Utf16Span>>(config);
    out += &declaration::<ComparedDocument>(config);
    out += &declaration::<DifferenceView>(config);
    out += &declaration::<AdjudicationView>(config);
    out += &declaration::<ChosenView>(config);
    out += &declaration::<ChoicesView>(config);
    out
}

fn declarations() -> String {
    let config = Config::default();
    let mut out = String::from(
        "// Generated from the Rust types by `UPDATE_EXPECT=1 cargo test typescript`; do not edit.\n// Spans are UTF-16 code units, start inclusive, end exclusive, in logical order.\n\n",
    );
    out += &declaration::<Utf16Span>(&config);
    out += &declaration::<annotation::Origin>(&config);
    out += &declaration::<annotation::Status>(&config);
    out += &declaration::<annotation::Value>(&config);
    out += &declaration::<annotation::Entity<Utf16Span>>(&config);
    out += &declaration::<annotation::Polarity>(&config);
    out += &declaration::<annotation::Modality>(&config);
    out += &declaration::<annotation::Argument<Utf16Span>>(&config);
    out += &declaration::<annotation::Event<Utf16Span>>(&config);
    out += &declaration::<annotation::Relation>(&config);
    out += &declaration::<annotation::ParagraphKind>(&config);
    out += &declaration::<annotation::Paragraph<Utf16Span>>(&config);
    out += &declaration::<annotation::Meta>(&config);
    out += &declaration::<annotation::DocumentStatus>(&config);
    out += &declaration::<annotation::Chain>(&config);
    out += &declaration::<schema::Bilingual>(&config);
    out += &declaration::<schema::EntityType>(&config);
    out += &declaration::<schema::RoleSpec>(&config);
    out += &declaration::<schema::EventType>(&config);
    out += &declaration::<schema::Named>(&config);
    out += &declaration::<schema::RelationType>(&config);
    out += &declaration::<schema::MarkKind>(&config);
    out += &declaration::<schema::AttributeSpec>(&config);
    out += &declaration::<schema::Schema>(&config);
    out += &declaration::<session::Filler<Utf16Span>>(&config);
    out += &declaration::<session::LabelMapping>(&config);
    out += &declaration::<session::Command<Utf16Span>>(&config);
    out += &declaration::<session::Likeness>(&config);
    out += &declaration::<session::Words<Utf16Span>>(&config);
    out += &declaration::<HitMark>(&config);
    out += &declaration::<Hit>(&config);
    out += &declaration::<LabelCount>(&config);
    out += &declaration::<Statistics>(&config);
    out += &declaration::<History>(&config);
    out += &declaration::<DocumentView>(&config);
    out += &declaration::<DocumentSummary>(&config);
    out += &declaration::<ChangeView>(&config);
    out += &declaration::<dataset::Uses>(&config);
    out += &declaration::<FormatView>(&config);
    out += &declaration::<dataset::OffsetUnit>(&config);
    out += &declaration::<dataset::Clitics>(&config);
    out += &declaration::<dataset::Marks>(&config);
    out += &declaration::<dataset::TagScheme>(&config);
    out += &declaration::<dataset::Split>(&config);
    out += &declaration::<dataset::ExportOptions>(&config);
    out += &declaration::<dataset::LossKind>(&config);
    out += &declaration::<dataset::Example>(&config);
    out += &declaration::<dataset::Loss>(&config);
    out += &declaration::<LossView>(&config);
    out += &declaration::<dataset::LabelUse>(&config);
    out += &declaration::<dataset::Preview>(&config);
    out += &declaration::<PreviewView>(&config);
    out += &adjudication_declarations(&config);
    out + "export type DataFile = { name: string, bytes: Uint8Array };\nexport type Exported = { files: DataFile[], losses: ExportLoss[] };\n"
}

#[test]
fn typescript_types_are_those_of_the_core() {
    expect_file!["../wasm/types.d.ts"].assert_eq(&declarations());
}
