//! Datelines: where a report comes from, and who brings it, before its first sentence.
//!
//! «القاهرة (رويترز) -», «بيروت - أ.ف.ب:», «دمشق، 3 مايو (د ب أ) –»: a place, perhaps a date, an agency, and
//! a dash or colon. Without the agency it may be anything («سوريا - روسيا: قمة»), and is left alone.

use std::ops::Range;

use super::sentences::{Mark, Marks};
use crate::{
    annotation::Token,
    lexicon::{Lexicon, Table},
    text::{letters, normalize_word},
};

/// Most tokens of an agency's name, of a date, of a place's name.
const LONGEST_AGENCY: usize = 4;
const LONGEST_DATE: usize = 8;
const LONGEST_PLACE: usize = 4;
/// Most places of a dateline.
const MOST_PLACES: usize = 4;
/// Most tokens of a line that is a dateline.
const LONGEST_LINE: usize = 14;

/// Finds datelines.
#[derive(Debug)]
pub(super) struct DatelineFinder<'a> {
    agencies: &'a Table,
    places: &'a Table,
    dates: [&'a Table; 2],
}

impl<'a> DatelineFinder<'a> {
    /// A finder with the tables `agencies`, `places`, `months` and `weekdays` of `lexicon`.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            agencies: lexicon.table("agencies"),
            places: lexicon.table("places"),
            dates: [lexicon.table("months"), lexicon.table("weekdays")],
        }
    }

    /// The datelines of a line, as ranges of its tokens, without the final dash or colon.
    pub fn find(&self, text: &str, tokens: &[Token], marks: &Marks) -> Vec<Range<usize>> {
        let reader = Reader { text, tokens, known: self };
        let may_end = |index: &usize| match marks[*index] {
            Mark::Dash => true,
            Mark::Comma => reader.surface(*index) == ":",
            _ => false,
        };
        let ends = marks.signs(1..tokens.len()).iter().copied().filter(may_end);
        let mut datelines: Vec<_> = ends.filter_map(|end| reader.dateline_before(end)).collect();
        // A short line may be nothing else: «تعز - وكالات».
        if datelines.is_empty() && (2..=LONGEST_LINE).contains(&tokens.len()) {
            datelines.extend(reader.dateline_before(tokens.len()).filter(|dateline| dateline.start == 0));
        }
        datelines
    }
}

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—") || word.chars().eq([letters::TATWEEL])
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    known: &'a DatelineFinder<'a>,
}

impl<'a> Reader<'a> {
    fn surface(&self, index: usize) -> &'a str {
        self.tokens[index].span.slice(self.text)
    }

    /// Whether the tokens are an entry of the table.
    fn is_in(&self, table: &Table, range: Range<usize>) -> bool {
        let n_words = range.len();
        let words = range.map(|index| normalize_word(self.surface(index)));
        table.phrases(words).any(|(length, _)| length == n_words)
    }

    /// The dateline that ends before the token `end`.
    fn dateline_before(&self, end: usize) -> Option<Range<usize>> {
        let agency = self.agency_before(end)?;
        let date = self.date_before(agency);
        let place = self.places_before(date)?;
        Some(place..end)
    }

    /// Where the agency begins that ends before `end`, with the dash or comma before it: «(رويترز)»,
    /// «- أ.ف.ب».
    fn agency_before(&self, end: usize) -> Option<usize> {
        let bracketed = self.surface(end - 1) == ")";
        let last = if bracketed { end - 1 } else { end };
        let has_border = |start: &usize| {
            let before = self.surface(start - 1);
            if bracketed { before == "(" } else { is_dash(before) || is_comma(before) }
        };
        let mut starts = (last.saturating_sub(LONGEST_AGENCY).max(1)..last).filter(has_border);
        let start = starts.find(|start| self.is_in(self.known.agencies, *start..last))?;
        let start = start - 1;
        let dash =
            bracketed && start > 0 && (is_dash(self.surface(start - 1)) || is_comma(self.surface(start - 1)));
        Some(if dash { start - 1 } else { start })
    }

    /// Where the date begins that ends before `end`; `end` if there is none.
    fn date_before(&self, end: usize) -> usize {
        let is_part = |index: &usize| {
            let word = normalize_word(self.surface(*index));
            let is_number = word.chars().all(|c| c.is_ascii_digit());
            let is_mark = is_dash(&word) || is_comma(&word) || matches!(word.as_str(), "/" | "(" | ")");
            is_number || is_mark || self.known.dates.iter().any(|dates| dates.has(&word))
        };
        let earliest = end.saturating_sub(LONGEST_DATE);
        (earliest..end).rev().take_while(is_part).last().unwrap_or(end)
    }

    /// Where the places begin that end before `end`: «بودغوريتشا (مونتينيغرو)».
    fn places_before(&self, end: usize) -> Option<usize> {
        let mut start = self.place_before(end)?;
        for _ in 1..MOST_PLACES {
            let Some(before) = start.checked_sub(1) else { break };
            let mark = self.surface(before);
            let is_joined = mark == "(" || mark == "/" || is_comma(mark) || is_dash(mark);
            match self.place_before(before).filter(|_| is_joined) {
                Some(further) => start = further,
                None => break,
            }
        }
        Some(start)
    }

    /// Where the place begins that ends before `end`.
    fn place_before(&self, end: usize) -> Option<usize> {
        let earliest = end.saturating_sub(LONGEST_PLACE);
        (earliest..end).find(|start| self.is_in(self.known.places, *start..end))
    }
}

fn is_comma(word: &str) -> bool {
    word == "," || word.chars().eq([letters::COMMA])
}
