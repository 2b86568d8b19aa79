//! Running other programs. What is run is printed; its output passes through as it comes.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The output of a finished program, and whether it ended well.
pub struct Recording {
    /// The exit status was 0.
    pub success: bool,
    /// Standard output, with bytes that are not UTF-8 replaced.
    pub stdout: String,
}

/// Cargo, the one that runs this program.
pub fn cargo(root: &Path) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    in_folder(cargo, root)
}

/// npm.
pub fn npm(root: &Path) -> Command {
    in_folder(node_script("npm"), root)
}

/// Runs `command`; an error if it cannot start or fails.
pub fn run(command: &mut Command) -> Result<()> {
    announce(command);
    let status = command.stdin(Stdio::null()).status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs `command` and keeps what it writes to standard output, which also passes through.
pub fn record(command: &mut Command) -> Result<Recording> {
    announce(command);
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().with_context(|| cannot_start(command))?;
    let stdout = match child.stdout.take() {
        Some(output) => pass_through(output)?,
        None => Vec::new(),
    };
    let success = child.wait()?.success();
    Ok(Recording { success, stdout: String::from_utf8_lossy(&stdout).into_owned() })
}

/// Standard output of `command`, trimmed and not shown; nothing if it cannot start or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The programs that come with Node are scripts, and those end in `.cmd` on Windows.
pub fn node_script(name: &str) -> String {
    if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() }
}

fn in_folder(program: impl AsRef<OsStr>, root: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root);
    command
}

fn pass_through(mut output: impl Read) -> Result<Vec<u8>> {
    let mut recorded = Vec::new();
    let mut buffer = [0; 8192];
    loop {
        let n_bytes = output.read(&mut buffer)?;
        if n_bytes == 0 {
            return Ok(recorded);
        }
        recorded.extend_from_slice(&buffer[..n_bytes]);
        let mut stdout = std::io::stdout().lock();
        stdout.write_all(&buffer[..n_bytes])?;
        stdout.flush()?;
    }
}

fn announce(command: &Command) {
    println!("\n$ {}", line(command));
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`; is it installed and on PATH?", file_name(command.get_program()))
}

fn line(command: &Command) -> String {
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    std::iter::once(file_name(command.get_program())).chain(words).collect::<Vec<_>>().join(" ")
}

fn file_name(program: &OsStr) -> String {
    let path = Path::new(program);
    path.file_name().unwrap_or(program).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_shows_the_program_without_its_folder() {
        let mut command = Command::new("/a/folder/cargo");
        command.args(["test", "--workspace"]);
        assert_eq!(line(&command), "cargo test --workspace");
    }

    #[test]
    fn a_program_that_is_missing_gives_no_answer() {
        assert_eq!(answer(&mut Command::new("hashiya-no-such-program")), None);
    }

    #[test]
    fn output_that_passes_through_is_kept() {
        assert_eq!(pass_through(&b""[..]).unwrap(), b"");
    }
}
