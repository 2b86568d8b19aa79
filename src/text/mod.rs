//! Text and its units: byte, UTF-16 and code-point offsets, grapheme clusters, named letters, and
//! normalisation that remembers where each letter came from.
//!
//! Uses nothing else of the crate. Everything here is total: any `&str` gives a result.

mod graphemes;
mod hash;
pub mod letters;
mod normalize;
mod offsets;
mod span;

pub use graphemes::{is_grapheme_boundary, snap_to_graphemes};
pub use hash::hash_bytes;
pub use normalize::{Normalized, normalize, normalize_word, push_normalized};
pub use offsets::OffsetIndex;
pub use span::{CodePointSpan, Span, Utf16Span};
