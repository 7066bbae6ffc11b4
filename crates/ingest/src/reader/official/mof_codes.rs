//! Ids of the columns of the Ministry of Finance's balance-of-payments tables, in their order.

/// Id and title of a column.
pub(super) type Code = (&'static str, &'static str);

const SUMMARY: [Code; 16] = [
    ("current_account", "Current account"),
    ("goods_services", "Goods and services"),
    ("goods", "Goods"),
    ("exports", "Goods, exports"),
    ("imports", "Goods, imports"),
    ("services", "Services"),
    ("primary_income", "Primary income"),
    ("secondary_income", "Secondary income"),
    ("capital_account", "Capital account"),
    ("financial_account", "Financial account"),
    ("direct_investment", "Direct investment"),
    ("portfolio_investment", "Portfolio investment"),
    ("financial_derivatives", "Financial derivatives"),
    ("other_investment", "Other investment"),
    ("reserve_assets", "Reserve assets"),
    ("errors_omissions", "Net errors and omissions"),
];

const SERVICES: [Code; 14] = [
    ("services", "Services"),
    ("transport", "Transport"),
    ("travel", "Travel"),
    ("other_services", "Other services"),
    ("manufacturing", "Manufacturing services"),
    ("maintenance", "Maintenance and repair"),
    ("construction", "Construction"),
    ("insurance", "Insurance and pension services"),
    ("financial", "Financial services"),
    ("ip_charges", "Charges for the use of intellectual property"),
    ("telecom_computer_info", "Telecommunications, computer and information services"),
    ("other_business", "Other business services"),
    ("personal_cultural", "Personal, cultural and recreational services"),
    ("government", "Government services"),
];

const PRIMARY_INCOME: [Code; 12] = [
    ("primary_income", "Primary income"),
    ("employees", "Compensation of employees"),
    ("investment_income", "Investment income"),
    ("di_income", "Direct investment income"),
    ("di_dividends", "Direct investment, dividends"),
    ("di_reinvested", "Direct investment, reinvested earnings"),
    ("di_interest", "Direct investment, interest"),
    ("portfolio_income", "Portfolio investment income"),
    ("portfolio_dividends", "Portfolio investment, dividends"),
    ("portfolio_interest", "Portfolio investment, interest"),
    ("other_investment_income", "Other investment income"),
    ("other_primary_income", "Other primary income"),
];

/// The columns of a table: by the number in the file's name, else by a word of the header and the number of columns.
pub(super) fn columns(name: &str, header: &str, count: usize) -> Option<&'static [Code]> {
    let known: [(&[&str], &str, &'static [Code]); 3] = [
        (&["6s-1-", "6s-a-"], "経常収支", &SUMMARY),
        (&["6s-2-"], "輸送", &SERVICES),
        (&["6s-3-"], "雇用者報酬", &PRIMARY_INCOME),
    ];
    let by_name = known.iter().find(|(prefixes, ..)| prefixes.iter().any(|prefix| name.starts_with(prefix)));
    let found = by_name.or_else(|| {
        let named_otherwise = name.starts_with("6s-") || name.starts_with("6d-");
        known
            .iter()
            .find(|(_, word, codes)| !named_otherwise && header.contains(word) && codes.len() == count)
    });
    found.map(|(_, _, codes)| *codes).filter(|codes| codes.len() == count)
}
