//! The bootstrap against other software: every check of its family.

use fxsens_regression::verify::FAMILIES;

#[test]
fn bootstrap_agrees_with_other_software() {
    let family = FAMILIES.iter().find(|family| family.id == "bootstrap").unwrap();
    let checks = (family.checks)();
    assert!(checks.len() > 25);
    for check in checks {
        let what = format!("{}, {}, {:?}", check.method, check.case, check.quantity);
        assert!(check.passed(), "{what}: {} of {} against {}", check.worst, check.allowed, check.reference);
    }
}
