//! Reading the files of the reference data.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use serde_json::Value;

/// The folder of the reference data.
#[derive(Debug)]
pub struct Reference {
    folder: PathBuf,
}

/// A text in words, with labelled runs of words.
#[derive(Debug, Clone)]
pub struct LabelledText {
    /// The text.
    pub text: String,
    /// Byte ranges and labels.
    pub spans: Vec<(usize, usize, String)>,
}

impl Reference {
    /// The reference data in `folder`.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// The content of a text file, unpacked if its name ends in `.gz`.
    pub fn text(&self, path: &str) -> Result<String> {
        let bytes = fs::read(self.folder.join(path)).with_context(|| format!("cannot read {path}"))?;
        if !path.ends_with(".gz") {
            return Ok(String::from_utf8(bytes)?);
        }
        let mut text = String::new();
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
        Ok(text)
    }

    /// The rows of a TSV file, without its header.
    pub fn rows(&self, path: &str) -> Result<Vec<Vec<String>>> {
        let text = self.text(path)?;
        let fields = |line: &str| line.split('\t').map(str::to_owned).collect();
        Ok(text.lines().skip(1).map(fields).collect())
    }

    /// Documents with entities: offsets in code points.
    pub fn documents(&self, path: &str) -> Result<Vec<LabelledText>> {
        let mut texts = Vec::new();
        for line in self.text(path)?.lines() {
            let document: Value = serde_json::from_str(line)?;
            let text = document["text"].as_str().unwrap_or_default().to_owned();
            let mut bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
            bytes.push(text.len());
            let entities = document["entities"].as_array().cloned().unwrap_or_default();
            let span = |entity: &Value| {
                let byte = |key: &str| bytes.get(entity[key].as_u64()? as usize).copied();
                Some((byte("start")?, byte("end")?, entity["label"].as_str()?.to_owned()))
            };
            texts.push(LabelledText { spans: entities.iter().filter_map(span).collect(), text });
        }
        Ok(texts)
    }

    /// Sentences of tokens with labelled spans; tokens are joined by spaces.
    pub fn sentences(&self, path: &str) -> Result<Vec<LabelledText>> {
        let mut texts = Vec::new();
        for line in self.text(path)?.lines() {
            let sentence: Value = serde_json::from_str(line)?;
            let (mut text, mut places) = (String::new(), Vec::new());
            for token in sentence["tokens"].as_array().into_iter().flatten() {
                let start = text.len();
                text += token.as_str().unwrap_or_default();
                places.push((start, text.len()));
                text.push(' ');
            }
            let spans = sentence["spans"].as_array().cloned().unwrap_or_default();
            let span = |span: &Value| {
                let first = places.get(span[0].as_u64()? as usize)?;
                let last = places.get(span[1].as_u64()?.checked_sub(1)? as usize)?;
                Some((first.0, last.1, span[2].as_str()?.to_owned()))
            };
            texts.push(LabelledText { spans: spans.iter().filter_map(span).collect(), text });
        }
        Ok(texts)
    }
}
