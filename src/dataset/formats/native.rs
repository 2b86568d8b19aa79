//! The native format in the table of formats; it is read and written in `dataset/native`.

use crate::dataset::{
    format::{Format, Reading, Uses, Writing, no_companions},
    holds::Holds,
    native::{data_set_head, document_json, to_jsonl_line},
};

pub static JSON: Format = Format {
    id: "json",
    name: "Hashiya JSON",
    ending: "json",
    holds: |_| Holds::ALL,
    write: Some(Writing::Joined {
        head: |context| data_set_head(context.schema),
        document: |_, document| document_json(document),
        between: ",\n",
        foot: "\n]}\n",
    }),
    read: Some(Reading::Native { lines: false }),
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};

pub static JSONL: Format = Format {
    id: "jsonl",
    name: "Hashiya JSONL",
    ending: "jsonl",
    holds: |_| Holds::ALL,
    write: Some(Writing::lines(|_, document| to_jsonl_line(document))),
    read: Some(Reading::Native { lines: true }),
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};
