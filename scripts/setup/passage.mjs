// PostgreSQL refuses to run as root and runs as a user of its own, who must be able to pass through `/`. Every
// Debian lets everybody pass there; a container's `/` may have been made for root alone.
import { chmodSync, statSync } from 'node:fs';

const EVERYBODY_MAY_PASS = 0o001;

export function passage(withTests) {
  const mode = () => statSync('/').mode & 0o7777;
  return {
    isDone: () => !withTests || process.getuid?.() !== 0 || (mode() & EVERYBODY_MAY_PASS) !== 0,
    async carryOut() {
      process.stdout.write(
        'setup: / lets only root pass; PostgreSQL has a user of its own, so everybody may pass now (chmod o+x /)\n',
      );
      chmodSync('/', mode() | EVERYBODY_MAY_PASS);
    },
  };
}
