//! How right segmentation is: on our own articles, and on the reference data where they are.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[cfg(test)]
mod segmentation {
    mod marked;
    mod own;
    mod reference;
}
