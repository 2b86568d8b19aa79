//! `hashiya agree`: how well annotators of the same texts agree.

use clap::Args;
use hashiya::{
    annotation::Document,
    lexicon::Lexicon,
    pipeline::Annotator,
    scoring::{Agreement, LayerAgreement, TypeFigures, agreement},
};

use crate::{inputs::Input, reading::Reading, sources::Source, speak::line};

#[derive(Debug, Args)]
pub struct Arguments {
    /// A file, folder or archive of each annotator
    #[arg(value_name = "FILE", required = true, num_args = 2..)]
    inputs: Vec<Input>,
    #[command(flatten)]
    reading: Reading,
    /// All figures as JSON, also by type and the confusion matrix
    #[arg(long)]
    json: bool,
}

/// Prints the figures.
///
/// # Errors
/// Where a file cannot be read, the files have no text in common, or standard output cannot be written.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let schema = arguments.reading.label_set()?;
    let map = arguments.reading.label_map();
    let mut annotations: Vec<Vec<Document>> = Vec::new();
    for input in &arguments.inputs {
        let source = Source::of(std::slice::from_ref(input), arguments.reading.from, &schema, &map, None)?;
        annotations.push(source.all()?);
    }
    let mut annotator = None;
    for document in annotations.iter_mut().take(1).flatten().filter(|document| document.tokens.is_empty()) {
        annotator.get_or_insert_with(|| Annotator::new(Lexicon::embedded().clone())).fill_structure(document);
    }
    let found = agreement(&annotations).map_err(|error| error.to_string())?;
    if arguments.json { line(hashiya::dataset::to_report_json(&found)) } else { print_figures(&found) }
}

fn print_figures(found: &Agreement) -> Result<(), String> {
    let Agreement { annotators, documents, words, entities, triggers, arguments_f1, relations } = found;
    line(format_args!("{annotators} annotators, {documents} documents, {words} words"))?;
    print_layer("entities", entities)?;
    print_layer("triggers", triggers)?;
    line(format_args!("\narguments, exact F1 {arguments_f1:.3}"))?;
    line(format_args!("relations, exact F1 {:.3}", relations.f1))?;
    for (label, TypeFigures { f1, first, second, .. }) in &relations.types {
        line(format_args!("  {label:<12} exact {f1:.3}  {first:>5} {second:>5}"))?;
    }
    Ok(())
}

fn print_layer(name: &str, layer: &LayerAgreement) -> Result<(), String> {
    let figure = |figure: Option<f64>| figure.map_or("-".to_owned(), |figure| format!("{figure:.3}"));
    line(format_args!("\n{name}"))?;
    line(format_args!("  words: observed agreement  {}", figure(layer.observed)))?;
    line(format_args!("  words: Cohen's kappa       {}", figure(layer.kappa)))?;
    line(format_args!("  words: Krippendorff's α    {}", figure(layer.alpha)))?;
    line(format_args!("  spans: unitising α         {}", figure(layer.unitised_alpha)))?;
    line(format_args!("  spans: exact F1            {:.3}", layer.exact.f1))?;
    line(format_args!("  spans: overlap F1          {:.3}", layer.overlap.f1))?;
    for (label, exact) in &layer.exact.types {
        let overlap = layer.overlap.types.get(label).map_or(0.0, |overlap| overlap.f1);
        let alpha = figure(layer.unitised_alpha_by_type.get(label).copied());
        let (f1, first, second) = (exact.f1, exact.first, exact.second);
        line(format_args!(
            "  {label:<12} exact {f1:.3}  overlap {overlap:.3}  unitising α {alpha:>6}  {first:>5} {second:>5}"
        ))?;
    }
    Ok(())
}
