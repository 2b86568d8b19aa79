//! Relations between two entities.

use serde::{Deserialize, Serialize};

use super::Provenance;

/// What the text says of two entities, apart from any event: «لافروف» works for «روسيا».
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Relation {
    /// Unique among the relations of its document: `r2`.
    pub id: String,
    /// The id of a relation type of the schema: `WorksFor`.
    pub label: String,
    /// The id of the entity that the relation goes out from: that of «لافروف».
    pub from: String,
    /// The id of the entity that it leads to: that of «روسيا».
    pub to: String,
    /// Where it came from.
    #[serde(flatten)]
    pub provenance: Provenance,
}
