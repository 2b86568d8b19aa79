//! User Timing measures of the core's work, for the browser's profiler and the browser bench.

use js_sys::{Reflect, global};
use wasm_bindgen::JsCast;
use web_sys::Performance;

/// Runs `work` and records how long it took under `name`, where the browser can.
pub(super) fn measure<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let performance = Reflect::get(&global(), &"performance".into()).ok();
    let performance = performance.and_then(|performance| performance.dyn_into::<Performance>().ok());
    let mark = performance.as_ref().filter(|performance| performance.mark(name).is_ok());
    let result = work();
    if let Some(performance) = mark {
        // A measure that cannot be taken is no reason to fail.
        let _ = performance.measure_with_start_mark(name, name);
        performance.clear_marks_with_mark_name(name);
    }
    result
}
