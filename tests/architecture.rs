//! The invariants of ARCHITECTURE.md, each as a test. They read the sources as text, so that a layer
//! that is crossed by mistake fails here with file and line, long before anyone reviews it.

#[cfg(test)]
mod architecture {
    mod browser;
    mod core;
    mod data;
    mod dependencies;
    mod documents;
    mod layers;
    mod lexer;
    mod page;
    mod sizes;
    mod sources;
    mod tidy;
}
