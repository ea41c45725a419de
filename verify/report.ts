/** A result in plain words. */
import type { Problem } from './core/problem.ts';
import type { SlotResult } from './core/verdicts.ts';
import type { Result } from './core/verify.ts';
import { sayings } from './sayings.ts';

export function report(result: Result): string {
  const parts = [headline(result), ...(result.header ? body(result) : []), conclusion(result)];
  return parts.filter((part) => part !== '').join('\n');
}

function headline({ header }: Result): string {
  return header ? `${header.title.en}\n  debate    ${header.debateId}` : '';
}

function body(result: Result): string[] {
  const { entries, startedAtMs, endedAtMs, checkpoints, signedAtMs, receipts, timeStampsMs } = result;
  const signed =
    signedAtMs === null ? 'none of them names this debate' : `the last one at ${time(signedAtMs)}`;
  return [
    `  held      ${time(startedAtMs)} to ${time(endedAtMs)}`,
    `  entries   ${entries.toLocaleString('en')}`,
    `  signed    ${checkpoints.toLocaleString('en')} entries of the campaign's log; ${signed}`,
    ...timeStampsMs.map(
      (atMs) => `  stamped   ${time(atMs)}, says the time-stamp (check its signer with openssl)`,
    ),
    ...(receipts > 0 ? [`  receipts  ${receipts} about this debate, all in it`] : []),
    ...keys(result),
    ...result.verdicts.map(verdict),
  ];
}

function keys({ keys: all, isFirstKeyGiven }: Result): string[] {
  const [first, ...later] = all;
  if (!first) return [];
  const trusted = isFirstKeyGiven
    ? 'the one that you gave'
    : 'COMPARE IT with the key that the party published';
  return [
    `  key       ${first.publicKey} (${trusted})`,
    ...later.map(({ keyId, createdAtMs }) => `            ${keyId} since ${time(createdAtMs)}, endorsed`),
  ];
}

function verdict({ name, said, computed, isEqual }: SlotResult): string {
  const { presentMs, countableMs, outcome } = computed;
  const share = countableMs > 0 ? ` (${((100 * presentMs) / countableMs).toFixed(1)} %)` : '';
  const line = `  ${outcome.padEnd(9)} ${name}: there ${clock(presentMs)} of ${clock(countableMs)}${share}`;
  if (!said) return `${line}; no verdict in the bundle`;
  if (!isEqual) return `${line}; THE BUNDLE SAYS ${said.outcome}`;
  return said.origin === 'evidence' ? line : `${line}; people decided: ${said.outcome} (${said.origin})`;
}

function conclusion({ isSound, problem, isFirstKeyGiven }: Result): string {
  if (isSound) return isFirstKeyGiven ? 'SOUND' : 'SOUND, if that is the campaign’s first key';
  return problem ? `NOT SOUND\n${found(problem)}` : 'NOT SOUND';
}

function found({ code, line, sequence, detail }: Problem): string {
  const entry = sequence === null ? '' : `entry ${sequence}, `;
  const where = line === 0 ? `${entry}by the receipts` : `${entry}line ${line}`;
  return `  first bad: ${where}\n  ${sayings[code]}\n  ${detail} [${code}]`;
}

function time(atMs: number | null): string {
  return atMs === null
    ? '–'
    : new Date(atMs)
        .toISOString()
        .replace('T', ' ')
        .replace(/(?:\.000)?Z$/, ' UTC');
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
