/** The engine's types, generated from the Rust core. All spans are UTF-16 code units, end exclusive. */
export type * from "./worker";
