//! How far does a currency move when a flow in the balance of payments is shocked? Command line and facade.
