//! Labels as small numbers: comparing them is comparing numbers, and their names are written only at the end.

/// The number of a label among [`Labels`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Label(u8);

impl Label {
    /// As an index.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The labels that rules, tables and the tagger use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Labels {
    names: Vec<String>,
}

impl Labels {
    /// The number of `name`, which is added if it is new. A schema has a few dozen labels; beyond 256 the last is meant.
    pub fn number(&mut self, name: &str) -> Label {
        self.find(name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            Label(u8::try_from(self.names.len() - 1).unwrap_or(u8::MAX))
        })
    }

    /// The number of `name`; none where nothing uses it.
    pub fn find(&self, name: &str) -> Option<Label> {
        let index = self.names.iter().position(|other| other == name)?;
        Some(Label(u8::try_from(index).unwrap_or(u8::MAX)))
    }

    /// The name of `label`.
    pub fn name(&self, label: Label) -> &str {
        self.names.get(label.index()).map_or("", String::as_str)
    }

    /// The names, by number.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}
