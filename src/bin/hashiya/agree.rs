//! `hashiya agree`: how well annotators of the same texts agree.

use clap::Args;
use hashiya::{
    annotation::Document,
    lexicon::Lexicon,
    pipeline::Annotator,
    scoring::{Agreement, LayerAgreement, TypeFigures, agreement},
};

use crate::{inputs::Input, reading::Reading, sources::Source};

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
/// Where a file cannot be read, or the files have no text in common.
#[allow(clippy::print_stdout)] // The figures are what is asked for.
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
    if arguments.json {
        println!("{}", hashiya::dataset::to_report_json(&found));
    } else {
        print(&found);
    }
    Ok(())
}

#[allow(clippy::print_stdout)] // As above.
fn print(found: &Agreement) {
    let Agreement { annotators, documents, words, entities, triggers, arguments_f1, relations } = found;
    println!("{annotators} annotators, {documents} documents, {words} words");
    print_layer("entities", entities);
    print_layer("triggers", triggers);
    println!("\narguments, exact F1 {arguments_f1:.3}");
    println!("relations, exact F1 {:.3}", relations.f1);
    for (label, TypeFigures { f1, first, second, .. }) in &relations.types {
        println!("  {label:<12} exact {f1:.3}  {first:>5} {second:>5}");
    }
}

#[allow(clippy::print_stdout)] // As above.
fn print_layer(name: &str, layer: &LayerAgreement) {
    let figure = |figure: Option<f64>| figure.map_or("-".to_owned(), |figure| format!("{figure:.3}"));
    println!("\n{name}");
    println!("  words: observed agreement  {}", figure(layer.observed));
    println!("  words: Cohen's kappa       {}", figure(layer.kappa));
    println!("  words: Krippendorff's α    {}", figure(layer.alpha));
    println!("  spans: unitising α         {}", figure(layer.unitised_alpha));
    println!("  spans: exact F1            {:.3}", layer.exact.f1);
    println!("  spans: overlap F1          {:.3}", layer.overlap.f1);
    for (label, exact) in &layer.exact.types {
        let overlap = layer.overlap.types.get(label).map_or(0.0, |overlap| overlap.f1);
        let alpha = figure(layer.unitised_alpha_by_type.get(label).copied());
        let (f1, first, second) = (exact.f1, exact.first, exact.second);
        println!(
            "  {label:<12} exact {f1:.3}  overlap {overlap:.3}  unitising α {alpha:>6}  {first:>5} {second:>5}"
        );
    }
}
