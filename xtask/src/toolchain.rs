//! Finds or installs a way to compile for WebAssembly: with a standard library built from its sources, or with one that is there.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::command;
use crate::project::{self, Project};

/// The target of the page.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's newest Rust, its sources and a linker for WebAssembly.
const DEBIAN: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld"];

/// Linkers for WebAssembly, newest first, as Debian and others name them.
const LINKERS: [&str; 7] =
    ["wasm-ld-23", "wasm-ld-22", "wasm-ld-21", "wasm-ld-20", "wasm-ld-19", "wasm-ld", "wasm-ld-14"];

/// Leaves out what only a developer reads; possible only where the standard library is compiled along.
///
/// The smallest of functions go into their callers before the optimiser sees them: chains of iterators are made of such.
/// A higher threshold and a lower one both give a larger page (tried: 8, 15, 20, 30, 50, 100).
const LEAN: [&str; 7] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    "-Zinline-mir=yes",
    "-Zinline-mir-threshold=15",
    "-Zinline-mir-hint-threshold=30",
];

/// The oldest compiler that the page's code needs, as in `rust-version` of `Cargo.toml`.
const PAGE: u32 = 88;

/// The oldest compiler that knows all of [`LEAN`].
const LEAN_SINCE: u32 = 92;

/// How long rustup may take to bring the standard library.
const RUSTUP_LIMIT: Duration = Duration::from_secs(180);

/// How much work goes into a build.
#[derive(Clone, Copy, PartialEq)]
pub enum Effort {
    /// As small as it gets, for every kernel: what is delivered and tested.
    Full,
    /// As fast as it runs, for every kernel: where nobody waits for the download.
    Swift,
    /// As soon as possible, for the current kernel, with the messages of panics: for those who work on the page.
    Quick,
}

/// A compiler that can make WebAssembly.
pub struct Toolchain {
    cargo: PathBuf,
    rustc: PathBuf,
    standard_library: StandardLibrary,
}

enum StandardLibrary {
    /// Comes with the compiler.
    Installed,
    /// Compiled from its sources together with the page; the linker is named when the compiler brings none.
    FromSource { linker: Option<PathBuf> },
}

/// Finds a way to compile for WebAssembly and installs what is missing.
///
/// # Errors
/// When nothing is there and nothing can be installed; the message gives the commands to choose from.
pub fn find() -> Result<Toolchain> {
    let active =
        Compiler { cargo: project::cargo(), rustc: env::var_os("RUSTC").map_or_else(|| "rustc".into(), PathBuf::from) };
    let debian = Compiler { cargo: "/usr/bin/cargo".into(), rustc: "/usr/bin/rustc".into() };
    // From source wherever that can be: only then can the build leave out what the page has no use for.
    let ready = || active.with_sources().or_else(|| debian.with_sources()).or_else(|| active.installed());
    if let Some(found) = ready() {
        return Ok(found);
    }
    println!("the standard library for {TARGET} is missing; installing it");
    let rustup = |arguments: &[&str]| {
        ensure!(command::find("rustup").is_some(), "this machine has no rustup");
        command::run_within(RUSTUP_LIMIT, Command::new("rustup").args(arguments))
    };
    let ways: [&dyn Fn() -> Result<()>; 3] =
        [&|| command::apt_install(&DEBIAN), &|| rustup(&["component", "add", "rust-src"]), &|| {
            rustup(&["target", "add", TARGET])
        }];
    let mut reasons = Vec::new();
    for install in ways {
        match (install(), ready()) {
            (_, Some(found)) => return Ok(found),
            (Ok(()), None) => reasons.push("what was installed is too old, or finds no wasm-ld".to_owned()),
            (Err(error), None) => reasons.push(format!("{error:#}")),
        }
    }
    bail!(
        "cannot compile for {TARGET}\n  {}\nthen do one of these by hand:\n  rustup component add rust-src\n  \
         sudo apt-get install {}",
        reasons.join("\n  "),
        DEBIAN.join(" ")
    )
}

impl Effort {
    /// The profile of `Cargo.toml`.
    pub fn profile(self) -> &'static str {
        match self {
            Self::Full => "wasm",
            Self::Swift => "wasm-swift",
            Self::Quick => "wasm-quick",
        }
    }
}

impl Toolchain {
    /// Compiles a package of the workspace for [`TARGET`] as it was at first and gives the file.
    ///
    /// The build folder is its own: two compilers may be at work, and neither should wait for the other.
    ///
    /// # Errors
    /// When the compiler cannot be asked for its folder, or when it fails.
    pub fn build(&self, project: &Project, effort: Effort, package: &str) -> Result<PathBuf> {
        let mut command = Command::new(&self.cargo);
        command.arg("rustc").args(["--target", TARGET]).current_dir(&project.root);
        command.args(["--profile", effort.profile(), "--package", package, "--lib", "--crate-type", "cdylib"]);
        command.env("RUSTC", &self.rustc).env("CARGO_TARGET_DIR", self.folder(project));
        // Set by rustup's proxies for the compiler that runs this tool, which need not be this one.
        command.env_remove("RUSTUP_TOOLCHAIN").env_remove("RUSTFLAGS");
        let mut flags = vec!["-Ctarget-cpu=mvp".to_owned()];
        let sysroot = sysroot(&self.rustc)?;
        // No path of the builder's machine may end up in the page: it would tell on the builder and differ on every machine.
        for (from, to) in [(project.root.clone(), "."), (cargo_home(), "cargo"), (sysroot, "rust")] {
            flags.push(format!("--remap-path-prefix={}={to}", from.display()));
        }
        if let StandardLibrary::FromSource { linker } = &self.standard_library {
            command.env("RUSTC_BOOTSTRAP", "1").arg("-Zbuild-std=std,panic_abort");
            if effort != Effort::Quick {
                // A panic then ends the program on the spot, without its message; `boot.js` tells the person. Together
                // with the texts of `{:?}`, which nobody is shown, that is a twelfth of the page.
                command.arg("-Zbuild-std-features=optimize_for_size");
                flags.extend(LEAN.map(str::to_owned));
            }
            if let Some(linker) = linker {
                flags.push(format!("-Clinker={}", linker.display()));
            }
        }
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        command::run(&mut command)?;
        let file = format!("{}.wasm", package.replace('-', "_"));
        Ok(self.folder(project).join(TARGET).join(effort.profile()).join(file))
    }

    /// The compiler's version, such as `1.96.0`.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub fn version(&self) -> Result<String> {
        let said = command::output(Command::new(&self.rustc).arg("--version"))?;
        said.split(' ').nth(1).map(str::to_owned).context("rustc says its version in a new way")
    }

    /// True if a full build leaves out all that it can, so that the page's size may be held against the budget.
    pub fn is_lean(&self) -> bool {
        matches!(self.standard_library, StandardLibrary::FromSource { .. })
    }

    /// The build folder of this compiler.
    fn folder(&self, project: &Project) -> PathBuf {
        project.target.join("wasm")
    }
}

/// A compiler and its Cargo, of which it is not yet known what they can do.
struct Compiler {
    cargo: PathBuf,
    rustc: PathBuf,
}

impl Compiler {
    /// Usable as it is, if its standard library for WebAssembly is there.
    fn installed(&self) -> Option<Toolchain> {
        let folder =
            command::output(Command::new(&self.rustc).args(["--print", "target-libdir", "--target", TARGET])).ok()?;
        let files = Path::new(folder.trim()).read_dir().ok()?;
        let found = files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-"));
        (found && self.minor() >= PAGE).then(|| self.with(StandardLibrary::Installed))
    }

    /// Usable with the sources of its standard library, if they and a linker are there.
    fn with_sources(&self) -> Option<Toolchain> {
        let library = sysroot(&self.rustc).ok()?.join("lib/rustlib");
        if !library.join("src/rust/library/std/src/lib.rs").is_file() || self.minor() < LEAN_SINCE {
            return None;
        }
        let own = library.read_dir().ok()?.flatten().any(|host| host.path().join("bin/rust-lld").is_file());
        let linker = LINKERS.iter().find_map(|name| command::find(name));
        if !own && linker.is_none() {
            return None;
        }
        Some(self.with(StandardLibrary::FromSource { linker: linker.filter(|_| !own) }))
    }

    /// The compiler's version, without the `1.` that they all begin with; 0 if it cannot be asked.
    fn minor(&self) -> u32 {
        let version = command::output(Command::new(&self.rustc).arg("--version")).unwrap_or_default();
        version.split(['.', ' ']).nth(2).and_then(|it| it.parse().ok()).unwrap_or(0)
    }

    fn with(&self, standard_library: StandardLibrary) -> Toolchain {
        Toolchain { cargo: self.cargo.clone(), rustc: self.rustc.clone(), standard_library }
    }
}

fn sysroot(rustc: &Path) -> Result<PathBuf> {
    let path = command::output(Command::new(rustc).args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(path.trim()))
}

fn cargo_home() -> PathBuf {
    let home = || env::home_dir().unwrap_or_default().join(".cargo");
    env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}
