//! Annotators' files on their way to one. One adjudication is open at a time.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{
    Js, Workspace, decode, encode,
    errors::{WorkspaceError, js_error},
    files::{rust_files, told},
};
use crate::{
    adjudication::{Adjudication, Choice, ChoiceError},
    annotation::Document,
    dataset::{self, File, Import, LabelMap, preview},
    scoring::{AgreementError, agreement},
    text::{OffsetIndex, Utf16Span},
    view::{AdjudicationView, ChoicesView},
};

#[wasm_bindgen]
impl Workspace {
    /// Compares the files of annotators, one file or archive each, named after it. Labels that the label set lacks are
    /// called as its mappings say. `by` is the name of the adjudicator.
    #[wasm_bindgen(unchecked_return_type = "Adjudication")]
    pub fn adjudicate(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "DataFile[]")] files: Array,
        by: &str,
    ) -> Js<JsValue> {
        let mut annotations = Vec::new();
        for file in rust_files(&files)? {
            let name = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem).to_owned();
            annotations.push((name, self.read_annotator(file)?));
        }
        let documents: Vec<Vec<Document>> =
            annotations.iter().map(|(_, documents)| documents.clone()).collect();
        let agreement = agreement(&documents).map_err(|error| not_comparable(&error))?;
        let adjudication =
            Adjudication::new(annotations, by, &self.schema).map_err(|error| not_comparable(&error))?;
        let view = encode(&AdjudicationView::of(&adjudication, agreement))?;
        self.adjudication = Some(adjudication);
        Ok(view)
    }

    /// Decides a difference.
    #[wasm_bindgen(unchecked_return_type = "ChoicesView")]
    pub fn choose(
        &mut self,
        index: usize,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
    ) -> Js<JsValue> {
        let choice: Choice<Utf16Span> = decode(choice)?;
        let Some(adjudication) = &mut self.adjudication else { return none_open() };
        let text = adjudication.differences().nth(index).map(|difference| difference.document);
        let text = text.and_then(|number| adjudication.documents().nth(number));
        let text = text.map(|document| document.text.clone()).unwrap_or_default();
        let offsets = OffsetIndex::new(&text);
        let choice = choice.map_spans(&|span| offsets.utf16_to_bytes(&text, span));
        let chosen = choice.ok_or(ChoiceError::OutsideText);
        let chosen = chosen.and_then(|choice| adjudication.choose(index, choice));
        chosen.map_err(|error| js_error(&WorkspaceError::Choice(error)))?;
        encode(&ChoicesView::of(adjudication, &[index]))
    }

    /// Decides each open difference in which more than half of the annotators say the same.
    #[wasm_bindgen(js_name = chooseMajority, unchecked_return_type = "ChoicesView")]
    pub fn choose_majority(&mut self) -> Js<JsValue> {
        let Some(adjudication) = &mut self.adjudication else { return none_open() };
        let open: Vec<usize> = numbers_of(adjudication.choices(), Option::is_none);
        adjudication.choose_majority();
        encode(&ChoicesView::of(adjudication, &open))
    }

    /// Takes the last step of the adjudicator back.
    #[wasm_bindgen(js_name = undoChoice, unchecked_return_type = "ChoicesView")]
    pub fn undo_choice(&mut self) -> Js<JsValue> {
        let Some(adjudication) = &mut self.adjudication else { return none_open() };
        let touched = adjudication.undo();
        encode(&ChoicesView::of(adjudication, &touched))
    }

    /// Does the step again that was taken back last.
    #[wasm_bindgen(js_name = redoChoice, unchecked_return_type = "ChoicesView")]
    pub fn redo_choice(&mut self) -> Js<JsValue> {
        let Some(adjudication) = &mut self.adjudication else { return none_open() };
        let touched = adjudication.redo();
        encode(&ChoicesView::of(adjudication, &touched))
    }

    /// The documents with what all annotators have and what was chosen, in the native format, with the label set that they were compared
    /// by.
    pub fn adjudicated(&self) -> Js<String> {
        let Some(adjudication) = &self.adjudication else { return none_open() };
        Ok(dataset::to_json(&adjudication.merge(), adjudication.schema()))
    }
}

impl Workspace {
    fn read_annotator(&self, file: File) -> Js<Vec<Document>> {
        let refused = |error| js_error(&WorkspaceError::Import(error));
        let files = [file];
        let format = told(&files, None)?;
        let mut map = LabelMap::default();
        for used in preview(&files, format, &self.schema, None).map_err(refused)?.labels {
            if !used.is_known && used.name.is_some() {
                map.set(used.label, used.name);
            }
        }
        let mut import = Import::new(format, &self.schema, &map);
        let mut documents = import.read(&files).map_err(refused)?;
        for document in documents.iter_mut().filter(|document| document.tokens.is_empty()) {
            self.annotator.fill_structure(document);
        }
        Ok(documents)
    }
}

fn numbers_of<T>(items: &[T], fits: impl Fn(&T) -> bool) -> Vec<usize> {
    items.iter().enumerate().filter(|(_, item)| fits(item)).map(|(number, _)| number).collect()
}

fn not_comparable(error: &AgreementError) -> JsValue {
    js_error(&WorkspaceError::Agreement(error.clone()))
}

fn none_open<T>() -> Js<T> {
    Err(js_error(&WorkspaceError::NoAdjudication))
}
