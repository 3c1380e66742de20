//! How a file is read: remembered and forgotten.

use crate::workbook::{Change, MappingRecord, Record, Table};

/// Remembers a mapping, in the place of the one of its name; nothing where that says the same.
pub fn put_mapping(there: Option<MappingRecord>, name: &str, definition: &str) -> Change {
    let (verb, old) = match there {
        Some(there) if there.definition == definition => return Change::none(),
        Some(there) => ("changed", there),
        None => (
            "remembered",
            MappingRecord { id: 0, revision: 0, name: name.to_owned(), definition: String::new() },
        ),
    };
    Change::new(format!("How “{name}” is read {verb}"))
        .put(Record::Mapping(MappingRecord { definition: definition.to_owned(), ..old }))
}

/// Forgets one.
pub fn forget_mapping(record: &MappingRecord) -> Change {
    let label = format!("How “{}” is read forgotten", record.name);
    Change::new(label).remove(Table::Mapping, record.id, record.revision)
}
