//! The model file is refused where it is not whole, and the tagger finds what it should.

use super::{
    chain::Chain,
    index::Rows,
    model::{Layer, MAGIC, Model, Use},
    *,
};

fn layer(name: &str, used: Use) -> Layer {
    let chain = Chain::new(2);
    let labels = vec!["x".to_owned(), "y".to_owned()];
    Layer {
        name: name.to_owned(),
        used,
        labels,
        temperature: 1.0,
        outside: -0.5,
        steps: chain.steps(1.0),
        chain,
    }
}

fn small_model() -> Model {
    let (features, starts, weights) =
        (vec![3, 70_000, 4_000_000_000], vec![0, 1, 1, 3], vec![[0, 5], [4, 200], [9, 1]]);
    let rows = Rows::new(&features, &starts, &weights).unwrap();
    let layers = vec![layer("outer", Use::Outer), layer("inner", Use::Inner)];
    Model { layers, scale: 0.5, features, starts, rows, weights, ..Model::default() }
}

#[test]
fn a_model_that_is_written_is_read_again() {
    let bytes = small_model().write();
    let model = Model::read(&bytes).unwrap();
    assert_eq!(model.layers, small_model().layers);
    assert_eq!(model.rows.find(4_000_000_000), [[4, 200], [9, 1]]);
    assert_eq!(model.write(), bytes);
}

#[test]
fn a_damaged_model_is_refused() {
    let bytes = small_model().write();
    for at in [MAGIC.len(), MAGIC.len() + 40, bytes.len() - 1] {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        assert_eq!(Model::read(&damaged).err(), Some(ModelError::Damaged), "byte {at}");
    }
    for length in MAGIC.len()..bytes.len() {
        assert_eq!(Model::read(&bytes[..length]).err(), Some(ModelError::Damaged), "cut off at {length}");
    }
}

#[test]
fn what_is_no_model_or_one_of_another_version_is_refused() {
    assert_eq!(Model::read(b"PK").err(), Some(ModelError::NotAModel));
    assert_eq!(Model::read(&[0; 100]).err(), Some(ModelError::NotAModel));
    let mut other = small_model().write();
    other[MAGIC.len() - 1] = b'9';
    assert_eq!(Model::read(&other).err(), Some(ModelError::OtherVersion));
}

#[test]
fn the_embedded_model_is_whole() {
    assert!(Tagger::from_model(MODEL, Lexicon::embedded()).is_ok());
    assert!(!Tagger::embedded().is_empty());
    assert!(Tagger::default().is_empty());
}

#[test]
fn a_name_ends_where_the_next_begins() {
    assert_eq!(spans_of(&[0, 1, 2, 1, 0, 3, 4, 4]), [(1, 3, 0), (3, 4, 0), (5, 8, 1)]);
    assert!(spans_of(&[0, 0]).is_empty());
}
