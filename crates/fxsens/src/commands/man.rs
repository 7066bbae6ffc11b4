//! `fxsens man`: the manual, made from the command line's own help.

use std::fmt::Write as _;
use std::path::Path;

use clap::builder::Resettable;
use clap::{Command, CommandFactory};
use clap_mangen::Man as Page;
use clap_mangen::roff::{Roff, bold, roman};
use fxsens_report::write;

use crate::args::{Cli, Man};
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Sections of the first page that the help of the options cannot say: heading, then name and text of each entry.
const SECTIONS: [(&str, &[(&str, &str)]); 4] = [
    (
        "EXIT STATUS",
        &[
            ("0", "Done."),
            ("1", "It ran, but a check did not come out as documented."),
            ("2", "The request could not be run; nothing was printed as a result."),
        ],
    ),
    (
        "ENVIRONMENT",
        &[
            ("FXSENS_STORE", "Folder with figures fetched or imported, unless --store names one."),
            ("FXSENS_FRED_KEY", "Key for the services fred and alfred of fxsens data fetch."),
            ("FXSENS_ESTAT_KEY", "Key for the service estat of fxsens data fetch."),
            ("HTTPS_PROXY", "Proxy of fxsens data fetch, the only command that uses the network."),
        ],
    ),
    (
        "EXAMPLES",
        &[
            ("fxsens reproduce", "The whole study into out/digital-deficit; report.html first."),
            (
                "fxsens fit --data mine.csv --formula 'D(log(usdjpy)) ~ D(my_flow)'",
                "A formula on a file of your own, together with catalogued series.",
            ),
            ("fxsens explain headline", "From the figures as published to the number, step by step."),
            (
                "fxsens man --out man/man1",
                "Every page of this manual as a file; read it with man -M man fxsens-fit.",
            ),
        ],
    ),
    (
        "SEE ALSO",
        &[(
            "fxsens explain PAGE",
            "Pages of models, tests and topics: equations, settings, when they mislead.",
        )],
    ),
];

/// Prints the page of the program or of one command, or writes every page into a folder.
pub fn run(args: &Man, context: &Context) -> Result<Exit, Failure> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    if let Some(folder) = &args.out {
        write::check_writable(folder)?;
        let written = write_all(&program, folder)?;
        output::message(context.quiet, &format!("wrote {written} pages to {}", folder.display()));
        return Ok(Exit::Done);
    }
    let mut command = &program;
    for name in &args.command {
        command = command.find_subcommand(name).ok_or_else(|| unknown(command, name))?;
    }
    output::print(&String::from_utf8_lossy(&page(command)?))?;
    Ok(Exit::Done)
}

fn unknown(command: &Command, name: &str) -> Failure {
    let known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let failure = Failure::new(format!("`{}` has no command `{name}`", full_name(command).replace('-', " ")));
    if known.is_empty() {
        return failure.hint("it has no commands of its own");
    }
    failure.hint(format!("it has {}", known.join(", ")))
}

/// Writes the page of a command and of all below it; returns how many.
fn write_all(command: &Command, folder: &Path) -> Result<usize, Failure> {
    let path = folder.join(format!("{}.1", full_name(command)));
    write::write_atomic(&path, &page(command)?)?;
    let mut written = 1;
    for below in command.get_subcommands() {
        written += write_all(below, folder)?;
    }
    Ok(written)
}

fn full_name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// A page in roff.
fn page(command: &Command) -> Result<Vec<u8>, Failure> {
    let first = command.get_display_name().is_none_or(|name| name == command.get_name());
    let shown = if first { command.clone().after_help(Resettable::Reset) } else { command.clone() };
    let mut text = Vec::new();
    Page::new(shown)
        .title(full_name(command).to_uppercase())
        .source(concat!("fxsens ", env!("CARGO_PKG_VERSION")))
        .manual("fxsens")
        .render(&mut text)?;
    if first {
        text.extend(closing_sections().to_roff().into_bytes());
    }
    Ok(ascii(&String::from_utf8_lossy(&text).replace(".SH EXTRA", ".SH NOTES")).into_bytes())
}

/// Other characters as roff names them, so that the page reads the same whatever encoding is assumed.
fn ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            plain.push(letter);
        } else {
            let _ = write!(plain, "\\[u{:04X}]", u32::from(letter));
        }
    }
    plain
}

fn closing_sections() -> Roff {
    let mut roff = Roff::new();
    for (heading, entries) in SECTIONS {
        roff.control("SH", [heading]);
        for (name, text) in entries {
            roff.control("TP", []).text([bold(*name)]).text([roman(*text)]);
        }
    }
    roff
}
