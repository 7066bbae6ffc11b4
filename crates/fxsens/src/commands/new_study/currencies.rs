//! Currencies in words.

/// Code, singular, plural.
const WORDS: [(&str, &str, &str); 22] = [
    ("AUD", "Australian dollar", "Australian dollars"),
    ("BRL", "real", "reais"),
    ("CAD", "Canadian dollar", "Canadian dollars"),
    ("CHF", "franc", "francs"),
    ("CNY", "yuan", "yuan"),
    ("DKK", "Danish krone", "Danish kroner"),
    ("EUR", "euro", "euros"),
    ("GBP", "pound", "pounds"),
    ("HKD", "Hong Kong dollar", "Hong Kong dollars"),
    ("INR", "rupee", "rupees"),
    ("JPY", "yen", "yen"),
    ("KRW", "won", "won"),
    ("MXN", "peso", "pesos"),
    ("MYR", "ringgit", "ringgit"),
    ("NOK", "Norwegian krone", "Norwegian kroner"),
    ("NZD", "New Zealand dollar", "New Zealand dollars"),
    ("SEK", "Swedish krona", "Swedish kronor"),
    ("SGD", "Singapore dollar", "Singapore dollars"),
    ("THB", "baht", "baht"),
    ("TWD", "Taiwan dollar", "Taiwan dollars"),
    ("USD", "dollar", "dollars"),
    ("ZAR", "rand", "rand"),
];

/// One of a currency and many of it: `pound`, `pounds`; its code when it is not known.
pub fn words(code: &str) -> (&str, &str) {
    WORDS.iter().find(|(known, ..)| *known == code).map_or((code, code), |(_, one, many)| (*one, *many))
}
