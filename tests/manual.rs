//! The manual and the completions know every command and every option.

use crate::program::fxsens;

/// Names of the commands that the help of a command lists.
fn listed(command: &[String]) -> Vec<String> {
    let help = help(command);
    let Some((_, after)) = help.split_once("\nCommands:\n") else { return Vec::new() };
    let names = after.lines().take_while(|line| !line.is_empty());
    let names = names.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names
        .filter_map(|line| line.split_whitespace().next())
        .filter(|n| *n != "help")
        .map(str::to_owned)
        .collect()
}

fn help(command: &[String]) -> String {
    let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
    arguments.push("--help");
    let output = fxsens(&arguments);
    assert!(output.status.success(), "{command:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Every command with those below it; the first is the program itself.
fn commands() -> Vec<Vec<String>> {
    let mut found = vec![Vec::new()];
    let mut next = 0;
    while next < found.len() {
        let command: Vec<String> = found[next].clone();
        found.extend(listed(&command).into_iter().map(|name| [command.clone(), vec![name]].concat()));
        next += 1;
    }
    found
}

/// Long options in a help text.
fn options(help: &str) -> Vec<&str> {
    let lines = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let words = lines.flat_map(|line| line.split([' ', ',']).take(3));
    words.filter(|word| word.starts_with("--") && word.len() > 2).collect()
}

#[test]
fn every_command_has_a_page_with_every_option() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("man1");
    assert!(fxsens(&["man", "--out", &out.to_string_lossy()]).status.success());
    let commands = commands();
    assert!(commands.len() > 25, "{} commands", commands.len());
    for command in &commands {
        let name = [&["fxsens".to_owned()], command.as_slice()].concat().join("-");
        let page = std::fs::read_to_string(out.join(format!("{name}.1"))).expect("the page is there");
        let plain = page.replace("\\-", "-");
        assert!(plain.contains(&format!(".TH {}", name.to_uppercase())), "{name}: {plain}");
        let help = help(command);
        let found = options(&help);
        assert!(found.contains(&"--help"), "{name}: {found:?}");
        for option in found {
            assert!(plain.contains(option), "{name}: {option} is not on its page");
        }
        let mut arguments = vec!["man"];
        arguments.extend(command.iter().map(String::as_str));
        assert_eq!(String::from_utf8_lossy(&fxsens(&arguments).stdout).trim_end(), page.trim_end(), "{name}");
    }
    let pages = std::fs::read_dir(&out).expect("the folder can be read").count();
    assert_eq!(pages, commands.len(), "a page without a command");
}

#[test]
fn a_page_that_does_not_exist_is_an_error_that_says_what_does() {
    let output = fxsens(&["man", "data", "fitch"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(
        message.contains("`fxsens data` has no command `fitch`") && message.contains("fetch"),
        "{message}"
    );
}

#[test]
fn completions_know_every_command() {
    let commands = commands();
    for shell in ["bash", "zsh", "fish"] {
        let script = String::from_utf8_lossy(&fxsens(&["completions", shell]).stdout).into_owned();
        for name in commands.iter().filter_map(|command| command.last()) {
            assert!(script.contains(name.as_str()), "{shell}: {name}");
        }
    }
}
