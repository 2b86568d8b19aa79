//! What a label set lets one say of a mark beyond its type.

use std::collections::BTreeMap;

/// Values by the id of the attribute: `{"certainty": "low"}` of «نحو مئة قتيل». An attribute that nothing is said in is
/// not there.
pub type Attributes = BTreeMap<String, String>;
