//! Notebooks are committed without results: what they show is made anew by whoever runs them.

use serde_json::Value;

use crate::program::root;

#[test]
fn notebooks_are_committed_without_outputs() {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(root().join("notebooks")).expect("the notebooks are there") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_none_or(|ending| ending != "ipynb") {
            continue;
        }
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("the notebook can be read");
        let notebook: Value = serde_json::from_str(&text).expect("the notebook is JSON");
        let cells = notebook["cells"].as_array().expect("cells");
        let code: Vec<&Value> = cells.iter().filter(|cell| cell["cell_type"] == "code").collect();
        for (place, cell) in code.iter().enumerate() {
            assert_eq!(
                cell["outputs"],
                Value::Array(Vec::new()),
                "{name}: clear the outputs (code cell {place})"
            );
            assert!(cell["execution_count"].is_null(), "{name}: clear the counts (code cell {place})");
        }
        let source = |cell: &&Value| cell["source"].to_string().contains("assert ");
        assert!(code.iter().any(source), "{name} asserts nothing");
        names.push(name);
    }
    names.sort();
    for (place, name) in names.iter().enumerate() {
        assert!(
            name.starts_with(&format!("{:02}-", place + 1)),
            "notebooks are numbered without gaps: {names:?}"
        );
    }
    assert!(names.len() >= 5, "{names:?}");
}
