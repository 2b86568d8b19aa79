//! Documents → pieces of files, one document at a time.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    format::{Context, File, Format, Summary, Writing},
    losses::Losses,
    options::ExportOptions,
    reduce::reduce,
    scheme,
};
use crate::{annotation::Document, schema::Schema};

/// Writes documents in a format. Each call gives pieces, to be added to the end of the files that they name;
/// memory does not grow with the documents.
///
/// ```
/// use hashiya::{annotation::Document, dataset::{Export, ExportOptions, Format}, schema::Schema};
/// let schema = Schema::built_in();
/// let format = Format::named("doccano").unwrap();
/// let mut export = Export::new(format, &schema, ExportOptions::default());
/// let document = Document { id: "d".into(), text: "في حلب".into(), ..Document::default() };
/// let pieces = export.add(&document);
/// assert_eq!(pieces[0].name, "data.jsonl");
/// assert!(export.finish().is_empty() && export.losses().count(hashiya::dataset::LossKind::Ids) == 1);
/// ```
pub struct Export<'a> {
    format: &'static Format,
    schema: &'a Schema,
    options: ExportOptions,
    losses: Losses,
    summary: Summary,
    stems: BTreeSet<String>,
}

impl<'a> Export<'a> {
    /// An export of no documents yet. A format that is only read gives no files.
    pub fn new(format: &'static Format, schema: &'a Schema, options: ExportOptions) -> Self {
        let (losses, summary) = Default::default();
        Self { format, schema, options, losses, summary, stems: BTreeSet::new() }
    }

    /// The pieces of a document.
    pub fn add(&mut self, document: &Document) -> Vec<File> {
        let holds = (self.format.holds)(&self.options);
        let reduced = reduce(document, &holds, &self.options, self.format.id, &mut self.losses);
        if let Some(scheme) = holds.scheme {
            scheme::report(&reduced, self.schema, scheme, &mut self.losses);
        }
        let folder = self.options.split.map(|split| split.part_of(&document.id));
        let context = Context { schema: self.schema, options: &self.options };
        match self.format.write {
            None => Vec::new(),
            Some(Writing::Apart(write)) => {
                let stem = self.stem(&document.id, folder);
                let context = Context { schema: self.schema, options: &self.options };
                write(&context, &reduced, &stem)
            }
            Some(Writing::Joined { head, document: write, between, foot }) => {
                let text = write(&context, &reduced);
                let head = head(&context);
                if self.options.file_per_document {
                    let name = format!("{}.{}", self.stem(&document.id, folder), self.format.ending);
                    self.summary.files.insert(name.clone(), 1);
                    return vec![File::new(name, head + &text + foot)];
                }
                let name = format!("{}.{}", folder.unwrap_or("data"), self.format.ending);
                let n_before = self.summary.files.entry(name.clone()).or_default();
                *n_before += 1;
                let opening = if *n_before == 1 { head.as_str() } else { between };
                vec![File::new(name, format!("{opening}{text}"))]
            }
        }
    }

    /// The last pieces: what ends the files, and what stands beside them.
    pub fn finish(&mut self) -> Vec<File> {
        let context = Context { schema: self.schema, options: &self.options };
        let mut pieces = Vec::new();
        if let Some(Writing::Joined { head, foot, .. }) = self.format.write
            && !self.options.file_per_document
        {
            if self.summary.files.is_empty() {
                // A data set of no documents is one, too.
                let name = format!("data.{}", self.format.ending);
                pieces.push(File::new(name.clone(), head(&context)));
                self.summary.files.insert(name, 0);
            }
            let names = self.summary.files.keys().filter(|_| !foot.is_empty());
            pieces.extend(names.map(|name| File::new(name.clone(), foot)));
        }
        pieces.extend((self.format.companions)(&context, &self.summary));
        pieces
    }

    /// What could not be held so far.
    pub fn losses(&self) -> &Losses {
        &self.losses
    }

    /// A file name of its own for the document `id`.
    fn stem(&mut self, id: &str, folder: Option<&str>) -> String {
        let folder = folder.map(|folder| format!("{folder}/")).unwrap_or_default();
        let stem = format!("{folder}{}", file_name(id));
        let numbered = (2u64..).map(|number| format!("{stem}-{number}"));
        let is_free = |stem: &String| !self.stems.contains(&stem.to_lowercase());
        let stem = std::iter::once(stem.clone()).chain(numbered).find(is_free).unwrap_or(stem);
        self.stems.insert(stem.to_lowercase());
        stem
    }
}

/// The id of a document as a name that every file system takes.
pub(super) fn file_name(id: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' };
    let name: String = id.chars().map(plain).take(100).collect();
    let name = name.trim_matches('.');
    if name.is_empty() { "document".to_owned() } else { name.to_owned() }
}

/// All files of an export at once, with what it could not hold: for documents that are in memory anyway.
pub fn export<'d>(
    documents: impl IntoIterator<Item = &'d Document>,
    format: &'static Format,
    schema: &Schema,
    options: ExportOptions,
) -> (Vec<File>, Losses) {
    let mut export = Export::new(format, schema, options);
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut keep = |pieces: Vec<File>| {
        for File { name, bytes } in pieces {
            files.entry(name).or_default().extend(bytes);
        }
    };
    for document in documents {
        keep(export.add(document));
    }
    keep(export.finish());
    let files = files.into_iter().map(|(name, bytes)| File { name, bytes }).collect();
    (files, export.losses)
}
