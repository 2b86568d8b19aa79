//! Text that no editor would print: whatever it is, there is a document, and the invariants hold.
//!
//! `fuzz/` looks for such text for as long as one likes; here a fixed number of cases runs every time.
#![allow(clippy::panic, clippy::unwrap_used)]

mod hostile {
    mod corpus;
    pub mod imports;
    pub mod invariants;
    mod long;
    pub mod mutations;
    mod refused;
    mod strings;
}
