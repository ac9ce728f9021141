"""Cover images become collages: `planner` (CSV to pages), the worker in this folder (page to collage), `tally`."""
