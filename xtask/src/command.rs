//! Running other programs: what is run is always shown, what fails is always named.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Once;
use std::time::{Duration, Instant};
use std::{env, thread};

use anyhow::{Context, Result, bail};

/// Prints the command and runs it with its output on the terminal.
///
/// # Errors
/// When it cannot be started or ends with a failure.
pub fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", shown(command));
    let status = command.status().with_context(|| format!("cannot start `{}`", shown(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs the command without a word, unless it fails.
///
/// # Errors
/// When it cannot be started or fails; what it printed is part of the message.
pub fn quietly(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("cannot start `{}`", shown(command)))?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        bail!("`{}` failed ({})\n{}", shown(command), output.status, String::from_utf8_lossy(&said));
    }
    // A warning is worth a look even when the program went on.
    for line in String::from_utf8_lossy(&output.stderr).lines().filter(|it| !it.contains("no passes specified")) {
        eprintln!("{line}");
    }
    Ok(())
}

/// Like [`run`], but ends the program after `limit`.
///
/// # Errors
/// As [`run`], and when the time is up.
pub fn run_within(limit: Duration, command: &mut Command) -> Result<()> {
    println!("$ {}", shown(command));
    let mut child =
        command.stdin(Stdio::null()).spawn().with_context(|| format!("cannot start `{}`", shown(command)))?;
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            if !status.success() {
                bail!("`{}` failed ({status})", shown(command));
            }
            return Ok(());
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            bail!("`{}` did not end within {} s", shown(command), limit.as_secs());
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// Runs the command quietly and gives its standard output.
///
/// # Errors
/// When it cannot be started or fails; its standard error is part of the message.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot start `{}`", shown(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({})\n{}", shown(command), output.status, String::from_utf8_lossy(&output.stderr));
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` printed no UTF-8", shown(command)))
}

/// The full path of a program on `PATH`.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|it| it.is_file())
}

/// The program name and arguments as one would type them.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words: Vec<_> = std::iter::once(program).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    words.join(" ")
}

/// Installs Debian packages, where this user may.
///
/// # Errors
/// When there is no `apt-get`, when the user may not use it, or when it fails. The message says what to type.
pub fn apt_install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if find("apt-get").is_none() {
        bail!("this machine has no apt-get");
    }
    let root = output(Command::new("id").arg("-u")).is_ok_and(|it| it.trim() == "0");
    let sudo = !root && find("sudo").is_some() && output(Command::new("sudo").args(["-n", "true"])).is_ok();
    if !root && !sudo {
        bail!("may not install packages; type: sudo apt-get install {list}");
    }
    println!("installing with apt-get: {list}");
    let apt = |arguments: &[&str]| {
        let mut command = if root { Command::new("env") } else { Command::new("sudo") };
        if sudo {
            command.args(["-n", "env"]);
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]).args(arguments).stdout(Stdio::null());
        run(&mut command)
    };
    let install: Vec<&str> = ["install", "--no-install-recommends"].iter().chain(packages).copied().collect();
    // By an old list, old versions come: of a compiler that cannot build the page, or of a browser that is not the current one.
    static REFRESHED: Once = Once::new();
    REFRESHED.call_once(|| {
        if let Err(error) = apt(&["update"]) {
            println!("going on with the list of packages that is here: {error:#}");
        }
    });
    apt(&install)
}
