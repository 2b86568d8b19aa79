//! A document under edit: commands become transactions, transactions are invertible, and the journal
//! of steps gives everything back after a reload.
//!
//! Knows nothing of language: it moves marks about. One command is one transaction and one undo step,
//! however many marks it touches; a refused command changes nothing.

mod command;
mod journal;
mod mapping;
mod occurrences;
mod plan;
mod records;
mod transaction;

pub use command::{Command, CommandError, Filler};
pub use journal::{JournalEntry, JournalError};
pub use mapping::LabelMapping;
pub use occurrences::{Likeness, Pattern, Words, core_of};
pub use records::{Properties, Records};
pub use transaction::{Change, Item, Transaction};

use crate::{annotation::Document, schema::Schema};

/// A document under edit, with its history.
#[derive(Debug, Clone)]
pub struct Session {
    /// Text and structure; the marks are in `records`.
    document: Document,
    records: Records,
    done: Vec<Transaction>,
    undone: Vec<Transaction>,
    next_id: u64,
}

/// One step as it was carried out: what to store, and what changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What to append to the journal.
    pub entry: JournalEntry,
    /// The transaction that was applied, already inverted for an undo.
    pub applied: Transaction,
}

impl Session {
    /// Opens `document` with an empty history.
    pub fn new(mut document: Document) -> Self {
        let records = Records::take_from(&mut document);
        let next_id = records.ids().filter_map(number_of_id).max().unwrap_or(0) + 1;
        Self { document, records, done: Vec::new(), undone: Vec::new(), next_id }
    }

    /// The text and its structure, without marks.
    pub fn structure(&self) -> &Document {
        &self.document
    }

    /// The marks as they are now.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// The whole document as it is now, marks in the order of the text.
    pub fn to_document(&self) -> Document {
        let mut document = self.document.clone();
        self.records.put_into(&mut document);
        document
    }

    /// The steps that stand now, oldest first.
    pub fn steps(&self) -> &[Transaction] {
        &self.done
    }

    /// The command that [`Session::undo`] would take back.
    pub fn undo_command(&self) -> Option<&str> {
        self.done.last().map(|transaction| transaction.command.as_str())
    }

    /// The command that [`Session::redo`] would do again.
    pub fn redo_command(&self) -> Option<&str> {
        self.undone.last().map(|transaction| transaction.command.as_str())
    }

    /// Carries out `command`.
    ///
    /// # Errors
    /// [`CommandError`] where it does not fit the document; nothing is changed then.
    pub fn apply(&mut self, command: Command, schema: &Schema) -> Result<Step, CommandError> {
        let transaction = plan::plan(self, command, schema)?;
        self.records.apply(&transaction)?;
        self.record(transaction.clone());
        Ok(Step { entry: JournalEntry::Apply(transaction.clone()), applied: transaction })
    }

    /// Takes the last step back; none where there is none.
    pub fn undo(&mut self) -> Option<Step> {
        let transaction = self.done.last()?.inverted();
        self.records.apply(&transaction).ok()?;
        self.undone.extend(self.done.pop());
        Some(Step { entry: JournalEntry::Undo, applied: transaction })
    }

    /// Does the step again that was taken back last; none where there is none.
    pub fn redo(&mut self) -> Option<Step> {
        let transaction = self.undone.last()?.clone();
        self.records.apply(&transaction).ok()?;
        self.done.extend(self.undone.pop());
        Some(Step { entry: JournalEntry::Redo, applied: transaction })
    }

    /// Repeats the steps of a journal on a session that was opened on the journal's first document.
    ///
    /// # Errors
    /// [`JournalError`] with the number of the entry that does not fit; the entries before it stay done.
    pub fn replay(&mut self, entries: &[JournalEntry]) -> Result<(), JournalError> {
        for (entry, step) in entries.iter().enumerate() {
            let fits = match step {
                JournalEntry::Apply(transaction) => {
                    let lies_in_text =
                        transaction.changes.iter().all(|change| change.lies_in(&self.document.text));
                    let fits = lies_in_text && self.records.apply(transaction).is_ok();
                    if fits {
                        self.record(transaction.clone());
                    }
                    fits
                }
                JournalEntry::Undo => self.undo().is_some(),
                JournalEntry::Redo => self.redo().is_some(),
            };
            if !fits {
                return Err(JournalError::Journal { entry });
            }
        }
        Ok(())
    }

    /// The entries that give this session back from its [`Session::base`]: what was done, and what was undone again.
    pub fn journal(&self) -> Vec<JournalEntry> {
        let steps = self.done.iter().chain(self.undone.iter().rev());
        let applied = steps.map(|transaction| JournalEntry::Apply(transaction.clone()));
        applied.chain(self.undone.iter().map(|_| JournalEntry::Undo)).collect()
    }

    /// The document as it was before the first step.
    pub fn base(&self) -> Document {
        let mut session = self.clone();
        while session.undo().is_some() {}
        session.to_document()
    }

    /// The same session, past and future, with other labels: all of it, so that each step can still be undone.
    /// `None` where a step, or a mark as it is now, would have a label that `schema` lacks.
    pub fn relabelled(&self, mapping: &LabelMapping, schema: &Schema) -> Option<Session> {
        let transactions = |steps: &[Transaction]| {
            steps.iter().map(|step| mapping.transaction(step, schema)).collect::<Option<Vec<_>>>()
        };
        let (done, undone) = (transactions(&self.done)?, transactions(&self.undone)?);
        let mut now = self.clone();
        now.apply(Command::MapLabels(mapping.clone()), schema).ok()?;
        Some(Session { done, undone, ..now })
    }

    /// Puts a transaction that has been applied on the history.
    fn record(&mut self, transaction: Transaction) {
        let new_ids = transaction.changes.iter().filter_map(|change| change.after()).filter_map(Item::id);
        self.next_id =
            new_ids.filter_map(number_of_id).fold(self.next_id, |next, number| next.max(number + 1));
        self.done.push(transaction);
        self.undone.clear();
    }

    /// An id that no mark of this session has had: `prefix` and a number.
    fn fresh_id(&self, prefix: &str) -> String {
        format!("{prefix}{}", self.next_id)
    }
}

/// The number at the end of an id like `e12`.
fn number_of_id(id: &str) -> Option<u64> {
    let digits = id.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.parse().ok().filter(|number| *number < u64::MAX / 2)
}

#[cfg(test)]
mod tests;
