//! Data sets of all formats, in and out. Files cross the border as `{ name, bytes }`.

use std::collections::BTreeMap;

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::{
    Js, Workspace, decode, encode,
    errors::{WorkspaceError, js_error},
};
use crate::{
    annotation::Document,
    dataset::{
        self, ExportOptions, File, Format, Import, ImportError, LabelMap, detect, export, pack, preview,
    },
    view::{FormatView, LossView, PreviewView},
};

#[wasm_bindgen]
impl Workspace {
    /// All formats, the most used first.
    #[wasm_bindgen(unchecked_return_type = "DataFormat[]")]
    pub fn formats(&self) -> Js<JsValue> {
        encode(&FormatView::all())
    }

    /// The documents as they are now as files of a format, and what these could not hold. Several files are packed
    /// into the archive that `archive` names, if it does.
    #[wasm_bindgen(js_name = exportAs, unchecked_return_type = "Exported")]
    pub fn export_as(
        &self,
        ids: Vec<String>,
        format: &str,
        #[wasm_bindgen(unchecked_param_type = "ExportOptions")] options: JsValue,
        archive: Option<String>,
    ) -> Js<JsValue> {
        let options: ExportOptions = decode(options)?;
        let format = named(format)?;
        let mut documents = Vec::new();
        for id in &ids {
            let mut document: Document = self.get(id)?.session.to_document();
            if document.tokens.is_empty() && format.wants_tokens() {
                self.annotator.fill_structure(&mut document);
            }
            documents.push(document);
        }
        let (mut files, losses) = export(&documents, format, &self.schema, options);
        if let Some(name) = archive.filter(|_| files.len() > 1) {
            files = vec![File { name, bytes: pack(&files) }];
        }
        let exported = Object::new();
        set(&exported, "files", &files.iter().map(js_file).collect::<Array>());
        set(&exported, "losses", &encode(&LossView::of(&losses))?);
        Ok(exported.into())
    }

    /// The id of the format of files that belong together, by their names and what stands in them; none where nothing
    /// fits.
    pub fn detect(
        &self,
        #[wasm_bindgen(unchecked_param_type = "DataFile[]")] files: Array,
    ) -> Js<Option<String>> {
        Ok(told(&rust_files(&files)?, None).ok().map(|format| format.id.to_owned()))
    }

    /// The pages of the web of an archive that holds nothing else; none of any other file. The page reads them itself.
    #[wasm_bindgen(js_name = archivedPages, unchecked_return_type = "DataFile[]")]
    pub fn archived_pages(
        &self,
        #[wasm_bindgen(unchecked_param_type = "DataFile[]")] files: Array,
    ) -> Js<Array> {
        let mut pages = Vec::new();
        for file in rust_files(&files)? {
            pages.extend(dataset::archived_pages(&file).map_err(refused)?);
        }
        Ok(pages.iter().map(js_file).collect())
    }

    /// What files that belong together hold, before they are opened. The format is told by them where none is given.
    #[wasm_bindgen(unchecked_return_type = "ImportPreview")]
    pub fn preview(
        &self,
        #[wasm_bindgen(unchecked_param_type = "DataFile[]")] files: Array,
        format: Option<String>,
        column: Option<String>,
    ) -> Js<JsValue> {
        let files = rust_files(&files)?;
        let format = told(&files, format)?;
        let preview = preview(&files, format, &self.schema, column.as_deref()).map_err(refused)?;
        encode(&PreviewView { format: format.id, preview })
    }

    /// Opens what files hold, with labels called as `names` says (`null` leaves one out); gives the ids of the opened
    /// documents. Texts are annotated. Refused files open nothing.
    #[wasm_bindgen(js_name = importFiles)]
    pub fn import_files(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "DataFile[]")] files: Array,
        format: Option<String>,
        #[wasm_bindgen(unchecked_param_type = "Record<string, string | null>")] names: JsValue,
        column: Option<String>,
    ) -> Js<Vec<String>> {
        let files = rust_files(&files)?;
        let format = told(&files, format)?;
        let names: BTreeMap<String, Option<String>> = decode(names)?;
        let mut map = LabelMap::default();
        names.into_iter().for_each(|(label, name)| map.set(label, name));
        let mut import = Import::new(format, &self.schema, &map).with_column(column.as_deref());
        let documents = import.read(&files).map_err(refused)?;
        let mut ids = Vec::new();
        for document in documents {
            ids.push(match format.is_text() {
                true => self.annotate_text(document.text, document.meta)?,
                false => self.open_imported(document)?,
            });
        }
        Ok(ids)
    }
}

fn refused(error: ImportError) -> JsValue {
    js_error(&WorkspaceError::Import(error))
}

fn named(format: &str) -> Js<&'static Format> {
    Format::named(format).ok_or_else(|| refused(ImportError::UnknownFormat))
}

pub(super) fn told(files: &[File], format: Option<String>) -> Js<&'static Format> {
    match format {
        Some(format) => named(&format),
        None => {
            let unpacked = files.iter().map(|file| match dataset::is_archive(&file.bytes) {
                true => dataset::unpack(&file.bytes),
                false => Ok(vec![file.clone()]),
            });
            let files = unpacked.collect::<Result<Vec<_>, _>>().map_err(refused)?.concat();
            detect(&files).ok_or_else(|| refused(ImportError::UnknownFormat))
        }
    }
}

/// Setting a property of a fresh object cannot fail.
fn set(object: &Object, key: &str, value: &JsValue) {
    drop(Reflect::set(object, &key.into(), value));
}

fn js_file(file: &File) -> Object {
    let object = Object::new();
    set(&object, "name", &file.name.as_str().into());
    set(&object, "bytes", &Uint8Array::from(file.bytes.as_slice()));
    object
}

pub(super) fn rust_files(files: &Array) -> Js<Vec<File>> {
    let get = |file: &JsValue, key: &str| Reflect::get(file, &key.into());
    let file = |file: JsValue| {
        let name = get(&file, "name")?.as_string().unwrap_or_default();
        Ok(File { name, bytes: Uint8Array::new(&get(&file, "bytes")?).to_vec() })
    };
    files.iter().map(file).collect()
}
