//! `fxsens explain`.

use fxsens_regression::topics::{self, Topic};

use crate::args::Explain;
use crate::commands::explain_headline;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Pages of the data and of the study.
const OWN: [Topic; 6] = [
    Topic { id: "claims", doc: fxsens_study::claims::PAGE },
    Topic { id: "curve", doc: fxsens_study::curve::PAGE },
    Topic { id: "fetch", doc: fxsens_ingest::FETCH_PAGE },
    Topic { id: "ladder", doc: fxsens_study::ladder::PAGE },
    Topic { id: "scenario", doc: fxsens_study::scenario::PAGE },
    Topic { id: "store", doc: fxsens_ingest::STORE_PAGE },
];

/// The page that is computed: from raw figures to the headline.
const HEADLINE: &str = "headline";

/// Prints the page of a model, a test or a topic.
pub fn run(args: &Explain, context: &Context) -> Result<Exit, Failure> {
    let tests = fxsens_regression::tests();
    let topics: Vec<Topic> = topics::TOPICS.iter().copied().chain(OWN).collect();
    let models = context.registry.iter().map(|model| (model.info().id, model.info().doc));
    let pages = models
        .chain(tests.iter().map(|test| (test.info().id, test.info().doc)))
        .chain(topics.iter().map(|topic| (topic.id, topic.doc)))
        .collect::<Vec<_>>();
    let id = args.id.as_str();
    if id == HEADLINE {
        output::print(&explain_headline::page(context)?)?;
        return Ok(Exit::Done);
    }
    let Some((_, page)) = pages.iter().find(|(known, _)| *known == id) else {
        let close = fxsens_core::suggest::closest(id, pages.iter().map(|(known, _)| *known));
        let hint = close.first().map(|close| format!("did you mean `{close}`? ")).unwrap_or_default();
        let topics = topics.iter().map(|topic| topic.id).chain([HEADLINE]).collect::<Vec<_>>().join(", ");
        return Err(Failure::new(format!("there is no page `{id}`")).hint(format!(
            "{hint}`fxsens models` and `fxsens test` list what has one; topics are {topics}"
        )));
    };
    output::print(page)?;
    Ok(Exit::Done)
}
