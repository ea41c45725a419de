import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Guard } from './guard.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
/** Not copied: what is large and the same, or nobody's. */
const leftOut = ['node_modules', '.git', 'data', 'dist'];

/** What vitest's JSON says of a run; the rest of it is of no use here. */
const Report = z.object({
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) }),
  ),
});

type Ran = { failed: string[]; passed: number; said: string };

function readReport(text: string): Pick<Ran, 'failed' | 'passed'> {
  const { numPassedTests: passed, testResults } = Report.parse(JSON.parse(text));
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed,
    failed: results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  };
}

/** The checkout once more, so that something can be broken in it. */
export class Copy {
  readonly #folder: string;

  static async open(): Promise<Copy> {
    const folder = await mkdtemp(join(tmpdir(), 'hub-guards-'));
    await cp(root, folder, { recursive: true, filter: (path) => !leftOut.includes(basename(path)) });
    for (const shared of ['node_modules', 'dist']) await symlink(join(root, shared), join(folder, shared));
    return new Copy(folder);
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Says of all of them at once which no longer name a place of the code. */
  async assertFit(guards: readonly Guard[]): Promise<void> {
    const misfits: string[] = [];
    for (const { file, remove } of guards) {
      const whole = await readFile(join(this.#folder, file), 'utf8');
      try {
        if (remove(whole) === whole) misfits.push(`${file} is the same without a guard`);
      } catch (error) {
        misfits.push((error as Error).message);
      }
    }
    if (misfits.length > 0) throw new Error(misfits.join('\n'));
  }

  /** Whether a test fails without this guard; one that cannot even be loaded has noticed nothing. */
  async notices({ name, file, remove, tests }: Guard): Promise<boolean> {
    const path = join(this.#folder, file);
    const whole = await readFile(path, 'utf8');
    await writeFile(path, remove(whole));
    try {
      const { failed, passed, said } = await this.run(tests);
      if (failed.length + passed === 0) throw new Error(`${name}: no test could be run\n${said}`);
      return failed.length > 0;
    } finally {
      await writeFile(path, whole);
    }
  }

  /** Runs these test files in a process of their own. */
  async run(tests: readonly string[]): Promise<Ran> {
    const report = join(this.#folder, 'report.json');
    await rm(report, { force: true });
    const runner = [join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...tests];
    const reporting = ['--reporter', 'json', '--outputFile', report];
    const child = spawn(process.execPath, [...runner, ...reporting], {
      cwd: this.#folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (words: string) => {
      said = (said + words).slice(-4_000);
    });
    await once(child, 'exit');
    return { ...readReport(await readFile(report, 'utf8')), said };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
