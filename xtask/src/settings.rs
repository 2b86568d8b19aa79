//! `wasm-pack.toml`, the one source of the browser build's settings.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

/// The file's name in the project's root.
pub const FILE_NAME: &str = "wasm-pack.toml";

/// What `wasm-pack.toml` says. A key that is not listed here is an error, so that no setting can be
/// written that nobody reads.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What the package is and where it goes.
    pub build: Build,
    /// How the module is made smaller.
    pub release: Release,
    /// The static site that the package goes into.
    pub site: Site,
}

/// The table `[build]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Build {
    /// wasm-bindgen's target; only `web` is supported.
    pub target: String,
    /// Folder of the package, from the project's root.
    pub out_dir: PathBuf,
    /// Stem of the package's files.
    pub out_name: String,
    /// File name of the lexicon pack beside the module.
    pub lexicon_pack: PathBuf,
    /// File name of the tagger's model beside the module.
    pub model: PathBuf,
    /// File name of the event model beside the module.
    pub event_model: PathBuf,
}

/// The table `[release]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Release {
    /// Arguments of wasm-opt.
    pub wasm_opt: Vec<String>,
    /// How the glue is written.
    pub wasm_bindgen: WasmBindgen,
}

/// The table `[release.wasm-bindgen]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WasmBindgen {
    /// Leaves it to the page to say where the module is.
    pub omit_default_module_path: bool,
}

/// The table `[site]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Site {
    /// Folder of the built site, from the project's root.
    pub dir: PathBuf,
    /// The edition that is a single file, in that folder; it has the same in it and is not counted.
    pub single_file: PathBuf,
    /// The most that all files together may weigh, each compressed.
    pub max_gzip_bytes: u64,
}

impl Settings {
    /// Reads the settings of the project at `root`.
    pub fn read(root: &Path) -> Result<Self> {
        let path = root.join(FILE_NAME);
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&text).with_context(|| format!("in {FILE_NAME}"))
    }

    fn parse(text: &str) -> Result<Self> {
        let settings: Self = toml::from_str(text)?;
        ensure!(settings.build.target == "web", "the target must be `web`, not `{}`", settings.build.target);
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings::read(&crate::project_root()).unwrap()
    }

    fn manifest() -> toml::Table {
        let text = std::fs::read_to_string(crate::project_root().join("Cargo.toml")).unwrap();
        text.parse().unwrap()
    }

    #[test]
    fn cargo_toml_tells_wasm_pack_the_same_and_nothing_else() {
        // Any other key would make wasm-pack's package differ from ours.
        let text = std::fs::read_to_string(crate::project_root().join(FILE_NAME)).unwrap();
        let ours: toml::Table = text.parse().unwrap();
        let profiles = toml::Table::from_iter([("release".to_owned(), ours["release"].clone())]);
        let metadata = toml::Table::from_iter([("profile".to_owned(), profiles.into())]);
        assert_eq!(manifest()["package"]["metadata"]["wasm-pack"], metadata.into());
    }

    #[test]
    fn the_documented_wasm_pack_command_uses_these_settings() {
        let Build { target, out_dir, out_name, .. } = settings().build;
        let command = format!(
            "wasm-pack build --release --target {target} --out-dir {} --out-name {out_name}",
            out_dir.display()
        );
        for file_name in [FILE_NAME, "CONTRIBUTING.md"] {
            let text = std::fs::read_to_string(crate::project_root().join(file_name)).unwrap();
            assert!(text.contains(&command), "{file_name} does not name `{command}`");
        }
    }

    #[test]
    fn the_release_profile_keeps_the_target_features_section() {
        // wasm-opt reads there which instructions the module uses; `strip = true` removes it.
        let profile = &manifest()["profile"]["release"];
        assert_eq!(profile["strip"].as_str(), Some("debuginfo"));
    }

    #[test]
    fn an_unknown_key_is_an_error() {
        let text = std::fs::read_to_string(crate::project_root().join(FILE_NAME)).unwrap();
        let error = Settings::parse(&format!("{text}\nmax-bytes = 1\n")).unwrap_err();
        assert!(error.to_string().contains("max-bytes"), "{error}");
    }

    #[test]
    fn another_target_is_an_error() {
        let text = std::fs::read_to_string(crate::project_root().join(FILE_NAME)).unwrap();
        let error = Settings::parse(&text.replace("\"web\"", "\"nodejs\"")).unwrap_err();
        assert_eq!(error.to_string(), "the target must be `web`, not `nodejs`");
    }
}
