/** A browser the tests can drive: CHROMIUM_PATH when set, else an installed Chromium or Chrome. */
export function findChromium(): string | undefined;

/** The folder with PostgreSQL's `postgres` and `initdb`, the newest installed one. */
export function findPostgres(): string | undefined;
