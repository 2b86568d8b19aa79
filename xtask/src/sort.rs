//! `cargo xtask sort`: the rows of `data/lexicon/*.tsv` in order, so that a linguist may add a word
//! anywhere and two people's words seldom meet in one place.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::Project;

/// Sorts every table that is not in order, and names it.
pub fn sort(project: &Project) -> Result<()> {
    for path in tables(project)? {
        let table = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let sorted = sorted(&table);
        if sorted != table {
            fs::write(&path, sorted).with_context(|| format!("cannot write {}", path.display()))?;
            println!("sorted {}", path.strip_prefix(&project.root).unwrap_or(&path).display());
        }
    }
    Ok(())
}

fn tables(project: &Project) -> Result<Vec<PathBuf>> {
    let folder = project.root.join("data/lexicon");
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    paths.sort();
    Ok(paths)
}

/// `table` with the rows between two comments or empty lines in order of their code points, each row
/// once. The header stays first.
fn sorted(table: &str) -> String {
    let mut lines = table.lines();
    let mut done: Vec<&str> = lines.next().into_iter().collect();
    let mut block: Vec<&str> = Vec::new();
    for line in lines {
        if line.is_empty() || line.starts_with('#') {
            end_block(&mut block, &mut done);
            done.push(line);
        } else {
            block.push(line);
        }
    }
    end_block(&mut block, &mut done);
    done.join("\n") + "\n"
}

fn end_block<'a>(block: &mut Vec<&'a str>, done: &mut Vec<&'a str>) {
    block.sort_unstable();
    block.dedup();
    done.append(block);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_between_comments() {
        let table = "form\tkind\n# Towns.\nb\tx\na\tx\nb\tx\n\n# Rivers.\na\ty\n";
        assert_eq!(sorted(table), "form\tkind\n# Towns.\na\tx\nb\tx\n\n# Rivers.\na\ty\n");
    }

    #[test]
    fn the_header_stays_first() {
        assert_eq!(sorted("form\nb\na"), "form\na\nb\n");
    }
}
