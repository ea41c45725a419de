import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const verifier = fileURLToPath(new URL('../../verify/main.ts', import.meta.url));

/** What the stand-alone verifier says of a bundle, in a process of its own as an outsider runs it. */
export function verifyFile(
  bundle: string,
  more: readonly string[] = [],
): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [verifier, bundle, ...more], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr });
    });
  });
}
