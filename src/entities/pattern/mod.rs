//! The language in which rules say what stands where: patterns over words.
//!
//! | written | matches |
//! |---|---|
//! | `عام` | a word, normalised, whole or without proclitics |
//! | `"("` | a token exactly: a mark or a Latin word |
//! | `@months` | the longest phrase of the table `months` |
//! | `@heads[label=ORG\|GPE,rel>=5]` | the same where a row has these fields |
//! | `#number`, `#number[1..31]` | a number in digits or words |
//! | `#digits[1900..2100]` | a number in digits, one token |
//! | `$ORG`, `$ORG\|GPE` | what an earlier stage proposes |
//! | `%definite` | a class of words, see [`Class`] |
//! | `( a b \| c )` | a group with alternatives, tried in order |
//! | `x?` `x*` `x+` `x{1,4}` | as often as it goes |
//! | `&( x )` `!( x )` | what must, must not follow |
//! | `<!( x )` | what must not stand before (one word) |
//! | `[ x ]`, `[ORG: x ]` | an entity, of the rule's label or this one; `[*: x ]` of the label that a table gives |
//! | `day=x` | a named part, for the value |
//!
//! Inside brackets a word must carry no proclitic, except the first word of the brackets: in
//! «وزارة الدفاع والرئاسة» the third word begins something new. `~` after an element allows a preposition
//! there, `~~` also a conjunction.

mod classes;
mod compile;
mod parse;
mod program;
mod run;

pub(super) use classes::is_of_class;
pub(super) use compile::{Names, compile};
pub(super) use parse::{PatternError, parse};
pub(super) use program::{Class, Filter, Named, Program, Step};
pub(super) use run::{Context, Mark, Matcher};
