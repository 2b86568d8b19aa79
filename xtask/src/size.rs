//! What the site weighs, raw and compressed as a web server would send it.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

/// One file of the site.
struct Weight {
    name: String,
    raw: u64,
    gzip: u64,
}

/// Prints a table of all files under `site`; an error if they weigh more than `limit` compressed. The
/// edition `single_file` has in it what the others have: it is weighed apart.
pub fn check(site: &Path, single_file: &Path, limit: u64) -> Result<()> {
    let weights = files(site)?.iter().map(|path| weigh(site, path)).collect::<Result<Vec<_>>>()?;
    let (apart, mut weights): (Vec<_>, Vec<_>) =
        weights.into_iter().partition(|weight| Path::new(&weight.name) == single_file);
    weights.sort_by(|a, b| b.gzip.cmp(&a.gzip).then_with(|| a.name.cmp(&b.name)));
    let total = weights.iter().map(|weight| weight.gzip).sum::<u64>();
    println!("\n{}", table(&weights));
    ensure!(
        total <= limit,
        "the site weighs {total} bytes compressed; the limit is {limit} (wasm-pack.toml)"
    );
    println!("{total} of {limit} bytes compressed");
    for Weight { name, raw, gzip } in apart {
        println!("{name}, which has all of this in it and is not counted: {raw} bytes, {gzip} compressed");
    }
    Ok(())
}

/// All files under `folder`, in no particular order.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

fn weigh(site: &Path, path: &Path) -> Result<Weight> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = path.strip_prefix(site).unwrap_or(path).to_string_lossy().replace('\\', "/");
    Ok(Weight { name, raw: bytes.len() as u64, gzip: compressed(&bytes)? })
}

fn compressed(bytes: &[u8]) -> Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len() as u64)
}

fn table(weights: &[Weight]) -> String {
    let mut lines = vec![format!("{:>10} {:>10}  {}", "raw", "gzip", "file")];
    lines.extend(weights.iter().map(row));
    let total = Weight {
        name: format!("{} files", weights.len()),
        raw: weights.iter().map(|weight| weight.raw).sum(),
        gzip: weights.iter().map(|weight| weight.gzip).sum(),
    };
    lines.push(row(&total));
    lines.join("\n")
}

fn row(weight: &Weight) -> String {
    format!("{:>10} {:>10}  {}", weight.raw, weight.gzip, weight.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ends_with_the_total() {
        let weights = [
            Weight { name: "b.wasm".to_owned(), raw: 900, gzip: 400 },
            Weight { name: "a.js".to_owned(), raw: 100, gzip: 50 },
        ];
        let table = table(&weights);
        assert_eq!(table.lines().last().unwrap(), "      1000        450  2 files");
    }

    #[test]
    fn text_that_repeats_is_smaller_compressed() {
        assert!(compressed(&[b'a'; 1000]).unwrap() < 100);
    }
}
