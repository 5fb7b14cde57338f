//! The program's parts, as a library beside the binary so that tests can call them.

pub mod demo;
