//! The model file is refused where it is not whole, and the tagger finds what it should.

use super::{
    chain::Chain,
    decode::spans_of,
    form::Weights,
    hash::{FEATURE_BITS, widened},
    index::Rows,
    model::{Layer, MAGIC, Model, Use, rows},
    *,
};

fn layer(name: &str, used: Use) -> Layer {
    let (name, labels) = (name.to_owned(), vec!["x".to_owned(), "y".to_owned()]);
    let layer = Layer { name, used, labels, temperature: 1.0, outside: -0.5, ..Layer::default() };
    layer.with_steps(Chain::new(2))
}

fn small_model() -> Model {
    let weights = Weights {
        features: [3, 70_000, 60_000_000].map(|few| widened(few, FEATURE_BITS)).to_vec(),
        starts: vec![0, 1, 1, 3],
        weights: vec![[0, 5], [4, 200], [9, 1]],
    };
    let layers = vec![layer("outer", Use::Outer), layer("inner", Use::Inner)];
    let rows = rows(&weights, &layers).unwrap();
    Model { layers, scale: 0.5, rows, weights, ..Model::default() }
}

#[test]
fn a_model_that_is_written_is_read_again() {
    let bytes = small_model().write();
    let model = Model::read(&bytes).unwrap();
    assert_eq!(model.layers, small_model().layers);
    assert_eq!(model.rows.find(widened(60_000_000, FEATURE_BITS)), [[6, 200], [14, 1]]);
    assert_eq!(model.write(), bytes);
}

#[test]
fn a_column_of_no_tag_does_not_fit() {
    let layers = [layer("outer", Use::Outer)];
    let weights = |column| Weights { features: vec![0], starts: vec![0, 1], weights: vec![[column, 1]] };
    assert!(rows(&weights(4), &layers).is_some());
    assert!(rows(&weights(5), &layers).is_none());
    let twice = Weights { features: vec![0], starts: vec![0, 2], weights: vec![[1, 127], [1, 127]] };
    assert!(rows(&twice, &layers).is_none());
    let many = vec![layer("outer", Use::Outer); 256 / 8 + 1];
    assert!(rows(&Weights::default(), &many).is_none(), "more columns than a byte can name");
}

#[test]
fn places_without_a_tag_are_never_chosen() {
    let layer = layer("outer", Use::Outer);
    // Nothing is said of the two words, and "outside" is worth less than 0: a name of either type is as good as another.
    let scores: Vec<steps::Block> = layer.moves.absent.repeat(2);
    let tagged = decode(&layer, scores, 0);
    assert_eq!(tagged.iter().map(|tagged| tagged.kind).collect::<Vec<_>>(), [1]);
    let hot = Layer { temperature: 1e6, ..layer.clone() }.with_steps(layer.chain.clone());
    let scores: Vec<steps::Block> = hot.moves.absent.repeat(2);
    let (cold, hot) = (tagged[0].score, decode(&hot, scores, 0)[0].score);
    assert!((0.0..=1.0).contains(&cold) && (0.05..0.2).contains(&hot), "{cold} {hot}");
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

/// Units as if of a sentence, some of them nothing.
fn some_units(n_words: u32) -> Vec<Units> {
    let unit = |word: u32, name: u32| match (word * 31 + name) % 5 {
        0 => 0,
        _ => hash::pair(u64::from(word % 4), u64::from(name)),
    };
    (0..n_words).map(|word| std::array::from_fn(|name| unit(word, name as u32))).collect()
}

#[test]
fn what_is_remembered_of_forms_is_what_all_features_say() {
    for n_words in 0..9 {
        let units = some_units(n_words);
        let mut features: Vec<Vec<u32>> = Vec::new();
        for at in 0..units.len() {
            features.push(Vec::new());
            templates::each_feature(&units, at, |_, feature| features[at].push(feature));
        }
        let mut keys: Vec<u32> = features.iter().flatten().copied().collect();
        keys.sort_unstable();
        keys.dedup();
        // Each feature has a weight of its own, in one of the columns.
        let starts: Vec<u32> = (0..=keys.len() as u32).collect();
        let weights: Vec<_> = keys.iter().map(|key| [(key % 10) as u8, (key % 251) as u8]).collect();
        let rows = Rows::new(&keys, &starts, &weights).unwrap();
        let model = Model { rows, ..small_model() };
        let length = row_length(&model);
        let mut expected = vec![0i16; units.len() * length];
        for (row, features) in expected.chunks_mut(length).zip(&features) {
            features.iter().for_each(|feature| add(model.rows.find(*feature), row));
        }
        let plan = Plan::default();
        let mut scores = vec![0i16; units.len() * length];
        Remembered::default().add(&units, &mut scores, &plan, &model);
        let sentence = Surrounded::new(&units);
        for (at, row) in scores.chunks_mut(length).enumerate() {
            let mut found = Vec::new();
            plan.features(&sentence, at, &model.rows, &mut found);
            model.rows.find_all(&found, &mut Vec::new(), |weights| add(weights, row));
        }
        assert_eq!(scores, expected, "{n_words} words");
    }
}

#[test]
fn a_name_ends_where_the_next_begins() {
    assert_eq!(spans_of(&[0, 1, 2, 1, 0, 3, 4, 4]), [(1, 3, 0), (3, 4, 0), (5, 8, 1)]);
    assert!(spans_of(&[0, 0]).is_empty());
}
