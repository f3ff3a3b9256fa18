import { setDefaultTimeout } from 'bun:test';

// Deriving keys from a password takes a noticeable part of a second each, and more on a busy machine.
setDefaultTimeout(120_000);
