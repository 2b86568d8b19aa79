//! What is left of a document, and what is reported.
