//! A label set: that of a data set, or one that stands alone.

use super::read::parse;
use crate::{
    dataset::{ImportError, draft::Read, plain},
    schema::Schema,
};

/// The label set of a native data set, or of a file of the form of `data/schema.json`.
///
/// # Errors
/// [`ImportError`] with the field where it is none, or cannot be worked with.
pub fn read_schema(bytes: &[u8]) -> Result<Schema, ImportError> {
    let value: serde_json::Value = parse(&plain::decode_json(bytes)?, 0, "")?;
    let (path, file) = value.get("schema").map_or(("", &value), |schema| ("schema.", schema));
    let schema: Read<Schema> = serde_path_to_error::deserialize(file).map_err(|error| {
        let field = format!("{path}{}", error.path());
        ImportError::Field { field, reason: error.into_inner().to_string() }
    });
    let schema = schema?;
    let refuse = |error: crate::schema::SchemaError| ImportError::Field {
        field: path.trim_end_matches('.').to_owned(),
        reason: error.to_string(),
    };
    schema.check().map_err(refuse)?;
    Ok(schema)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::to_json;

    #[test]
    fn a_label_set_is_read_alone_and_out_of_a_data_set() {
        let schema = Schema::built_in();
        assert_eq!(read_schema(to_json([], &schema).as_bytes()).as_ref(), Ok(&schema));
        assert_eq!(read_schema(serde_json::to_string(&schema).unwrap().as_bytes()), Ok(schema));
    }

    #[test]
    fn a_label_set_that_lacks_something_is_refused_with_the_field() {
        let mut file = serde_json::to_value(Schema::built_in()).unwrap();
        file["events"][3]["group"] = 7.into();
        let refused = read_schema(file.to_string().as_bytes());
        assert!(matches!(refused, Err(ImportError::Field { field, .. }) if field == "events[3].group"));
        file["events"][3]["group"] = "Nowhere".into();
        assert!(matches!(read_schema(file.to_string().as_bytes()), Err(ImportError::Field { .. })));
    }
}
