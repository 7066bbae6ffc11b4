//! The explicit list of models a program knows.

use crate::model::Model;

/// Models by id, in the order they were added.
#[derive(Debug, Default)]
pub struct Registry {
    models: Vec<Box<dyn Model>>,
}

/// A model that cannot be found or added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryError {
    /// No model of that id.
    #[error("there is no model `{id}`")]
    Unknown {
        /// The id asked for.
        id: String,
        /// Known ids that are spelt alike.
        suggestions: Vec<String>,
        /// All known ids.
        known: Vec<String>,
    },
    /// Two models with one id.
    #[error("model `{id}` is registered twice")]
    Duplicate {
        /// The id.
        id: String,
    },
}

impl Registry {
    /// An empty registry.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a model.
    ///
    /// # Errors
    /// [`RegistryError::Duplicate`] when its id is taken.
    pub fn add(&mut self, model: Box<dyn Model>) -> Result<(), RegistryError> {
        let id = model.info().id;
        if self.iter().any(|known| known.info().id == id) {
            return Err(RegistryError::Duplicate { id: id.into() });
        }
        self.models.push(model);
        Ok(())
    }

    /// The model of that id.
    ///
    /// # Errors
    /// [`RegistryError::Unknown`] with suggestions.
    pub fn get(&self, id: &str) -> Result<&dyn Model, RegistryError> {
        self.iter().find(|model| model.info().id == id).ok_or_else(|| {
            let known: Vec<String> = self.iter().map(|model| model.info().id.to_owned()).collect();
            let suggestions = crate::suggest::closest(id, known.iter().map(String::as_str));
            RegistryError::Unknown { id: id.into(), suggestions, known }
        })
    }

    /// All models in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Model> {
        self.models.iter().map(AsRef::as_ref)
    }
}
