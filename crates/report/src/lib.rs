//! Fits, figures and study results to PNG, SVG, Markdown, LaTeX, CSV, JSON and HTML.
