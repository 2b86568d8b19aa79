//! The forms of all tables, each once, with what every table says of it: one look-up answers for all of them.

use super::compile::letter;
use crate::text::hash_bytes;

/// The number of a form, in byte order.
pub type FormNumber = u32;

/// That a table has a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The number of the table.
    pub table: u8,
    /// The number of the form's entry in the table.
    pub entry: u32,
}

/// Forms by hash, with their postings.
#[derive(Debug, Clone, Default)]
pub struct Forms {
    bytes: Vec<u8>,
    /// Where each form begins in `bytes`; one more at the end.
    starts: Vec<u32>,
    /// Hash and number, 1 more than it is, of a form; 0 where a slot is free. A power of two of them.
    slots: Vec<(u32, FormNumber)>,
    postings: Vec<Posting>,
    /// Where the postings of each form begin; one more at the end.
    first_postings: Vec<u32>,
}

impl Forms {
    /// The forms of a pack's blocks; `None` where these do not fit each other.
    pub(super) fn read(letters: &str, stream: &[u8]) -> Option<Self> {
        let letters: Vec<char> = letters.chars().collect();
        let mut forms = Self { bytes: Vec::with_capacity(2 * stream.len()), ..Self::default() };
        forms.starts.push(0);
        let mut rest = stream;
        while let Some((&shared, mut own)) = rest.split_first() {
            let before = forms.starts.len().checked_sub(2).map_or(0, |last| forms.starts[last] as usize);
            let shared = letters_end(forms.bytes.get(before..)?, shared)?;
            forms.bytes.extend_from_within(before..before + shared);
            while let Some((&code, others)) = own.split_first().filter(|(code, _)| **code >= letter::FIRST) {
                let c = if code == letter::OTHER {
                    let (point, others) = others.split_first_chunk::<3>()?;
                    own = others;
                    char::from_u32(u32::from_le_bytes([point[0], point[1], point[2], 0]))?
                } else {
                    own = others;
                    *letters.get(usize::from(code - letter::FIRST))?
                };
                forms.bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            forms.starts.push(u32::try_from(forms.bytes.len()).ok()?);
            rest = own;
        }
        forms.fill_slots();
        Some(forms)
    }

    fn fill_slots(&mut self) {
        let n_forms = self.starts.len() - 1;
        // Two of three are taken at most, so that a free one is never far.
        let n_slots = (n_forms + n_forms / 2 + 1).next_power_of_two();
        let mut slots = vec![(0, 0); n_slots];
        for number in 0..n_forms {
            let hash = hash_bytes(self.form(number as FormNumber)) as u32;
            let mut slot = hash as usize & (n_slots - 1);
            while slots[slot].1 != 0 {
                slot = (slot + 1) & (n_slots - 1);
            }
            slots[slot] = (hash, number as FormNumber + 1);
        }
        self.slots = slots;
    }

    /// Takes what each table says: form and entry by table, tables in the order of their numbers. `None` where a form has no
    /// such number.
    pub(super) fn add_postings(&mut self, tables: &[Vec<(FormNumber, u32)>]) -> Option<()> {
        let n_forms = self.starts.len().saturating_sub(1);
        let mut first = vec![0u32; n_forms + 1];
        for (form, _) in tables.iter().flatten() {
            *first.get_mut(*form as usize + 1)? += 1;
        }
        for index in 1..first.len() {
            first[index] += first[index - 1];
        }
        let n_postings = first.last().map_or(0, |end| *end as usize);
        self.postings = vec![Posting { table: 0, entry: 0 }; n_postings];
        let mut next = first.clone();
        for (table, members) in tables.iter().enumerate() {
            for (form, entry) in members {
                let place = &mut next[*form as usize];
                self.postings[*place as usize] = Posting { table: table as u8, entry: *entry };
                *place += 1;
            }
        }
        self.first_postings = first;
        Some(())
    }

    /// The number of the normalised form `form`.
    pub fn find(&self, form: &[u8]) -> Option<FormNumber> {
        let mask = self.slots.len().checked_sub(1)?;
        let hash = hash_bytes(form) as u32;
        let mut slot = hash as usize & mask;
        loop {
            let (other, number) = self.slots[slot];
            let number = number.checked_sub(1)?;
            if other == hash && self.form(number) == form {
                return Some(number);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The forms of any table that `words` (normalised) begin with, shortest first: number of words and form.
    pub fn phrases<W>(&self, words: W) -> Phrases<'_, W::IntoIter>
    where
        W: IntoIterator,
        W::Item: AsRef<str>,
    {
        Phrases { forms: self, words: words.into_iter(), text: String::new(), n_words: 0, ends: false }
    }

    /// The form with this number.
    pub fn form(&self, number: FormNumber) -> &[u8] {
        let start = self.starts.get(number as usize).copied().unwrap_or(0);
        let end = self.starts.get(number as usize + 1).copied().unwrap_or(start);
        self.bytes.get(start as usize..end as usize).unwrap_or_default()
    }

    /// What the tables say of a form, by number of the table.
    pub fn postings(&self, number: FormNumber) -> &[Posting] {
        let start = self.first_postings.get(number as usize).copied().unwrap_or(0);
        let end = self.first_postings.get(number as usize + 1).copied().unwrap_or(start);
        self.postings.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Whether any phrase begins with the form and a further word: in byte order it comes next.
    pub fn goes_on(&self, number: FormNumber) -> bool {
        let next = self.form(number + 1).strip_prefix(self.form(number));
        next.is_some_and(|rest| rest.first() == Some(&b' '))
    }

    /// The numbers of all forms.
    pub fn numbers(&self) -> std::ops::Range<FormNumber> {
        0..self.starts.len().saturating_sub(1) as FormNumber
    }
}

/// Iterator of [`Forms::phrases`]. It stops as soon as no form goes on.
#[derive(Debug)]
pub struct Phrases<'a, W> {
    forms: &'a Forms,
    words: W,
    text: String,
    n_words: usize,
    ends: bool,
}

impl<W> Iterator for Phrases<'_, W>
where
    W: Iterator,
    W::Item: AsRef<str>,
{
    type Item = (usize, FormNumber);

    fn next(&mut self) -> Option<Self::Item> {
        if self.ends {
            return None;
        }
        self.ends = true;
        let word = self.words.next()?;
        if self.n_words > 0 {
            self.text.push(' ');
        }
        self.text.push_str(word.as_ref());
        self.n_words += 1;
        let form = self.forms.find(self.text.as_bytes())?;
        self.ends = !self.forms.goes_on(form);
        Some((self.n_words, form))
    }
}

/// Where in `form` its first `n_letters` letters end; `None` where it is shorter.
fn letters_end(form: &[u8], n_letters: u8) -> Option<usize> {
    let mut end = 0;
    for _ in 0..n_letters {
        end += match form.get(end)? {
            0..0x80 => 1,
            0x80..0xe0 => 2,
            0xe0..0xf0 => 3,
            0xf0.. => 4,
        };
    }
    (end <= form.len()).then_some(end)
}

/// Takes a whole number, written in groups of seven bits, from the front of `bytes`.
pub(super) fn take_number(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0usize;
    for shift in (0..u32::BITS).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}
