//! A hash of short strings, made once for each word of a text.

/// 2⁶⁴ divided by the golden ratio.
const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of `bytes`: eight at a time, multiplied and folded. All its bits are good, but it keeps no secrets.
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut hash = bytes.len() as u64;
    for chunk in chunks {
        hash = mix(hash, u64::from_le_bytes(*chunk));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let hash = mix(hash, u64::from_le_bytes(last)).wrapping_mul(PRIME);
    hash ^ hash >> 32
}

fn mix(hash: u64, part: u64) -> u64 {
    let product = (hash ^ part).wrapping_mul(PRIME);
    product ^ product >> 29
}
