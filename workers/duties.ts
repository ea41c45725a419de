import type { JobInput } from '../server/protocol/jobs.ts';
import { Refusal } from '../server/protocol/refusals.ts';
import { dueAct, isGranted } from '../server/rules/excuses.ts';
import { reminderDue } from '../server/rules/reminders.ts';
import type { StoredExcuse } from '../server/store/excuses.ts';
import type { Tools } from './tools.ts';

/**
 * Does what the calendar asks of duties by now: fills open lists, lets excuses lapse or be granted by silence, notes
 * make-up debates, and reminds people of their debates. Each has one effect however often and whenever it runs.
 */
export async function duties(_input: JobInput<'duties'>, tools: Tools, signal: AbortSignal): Promise<void> {
  const { campaigns, lists, clock, queues, log } = tools;
  const campaignId = await campaigns.currentCampaign().then(({ id }) => id, nullWhenNone);
  if (campaignId === null) return;
  const entered = await lists.fillVacancies(campaignId, clock.now());
  if (entered > 0) log.info({ campaignId, entered }, 'list.vacancies-filled');
  signal.throwIfAborted();
  const hasNews = await moveExcuses(campaignId, tools);
  if (hasNews) await queues.add('obligations', { campaignId });
  signal.throwIfAborted();
  await remind(campaignId, tools, signal);
}

async function moveExcuses(campaignId: string, tools: Tools): Promise<boolean> {
  let hasNews = false;
  for (const excuse of await tools.excuses.ofCampaign(campaignId)) {
    const atMs = tools.clock.now();
    const act = dueAct(excuse, atMs) ?? (await offer(excuse, tools));
    if (act === null) continue;
    hasNews ||= await appended(excuse.id, { atMs, accountId: null, act }, tools);
  }
  return hasNews;
}

/** A debate of the stage that was given to an excused candidacy afterwards is what makes it up. */
async function offer({ id, status, card }: StoredExcuse, { excuses }: Tools) {
  if (!isGranted(status) || card.makeUpDebateId !== null) return null;
  const debateId = await excuses.laterDebate(id);
  return debateId === null ? null : { kind: 'make-up-offered' as const, debateId };
}

/** False where somebody was quicker: then it stands otherwise than it was read. */
async function appended(
  excuseId: string,
  event: Parameters<Tools['excuses']['append']>[1],
  { excuses, log }: Tools,
): Promise<boolean> {
  try {
    await excuses.append(excuseId, event);
    log.info({ excuseId, act: event.act.kind }, 'excuse.moved');
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

async function remind(campaignId: string, tools: Tools, signal: AbortSignal): Promise<void> {
  const { dutyTerms, reminders, clock } = tools;
  const nowMs = clock.now();
  const { terms } = await dutyTerms.inForce(campaignId, nowMs);
  const { remindersMs } = terms;
  const withinMs = Math.max(0, ...remindersMs);
  for (const slot of await reminders.upcoming(campaignId, { nowMs, withinMs })) {
    signal.throwIfAborted();
    const reminder = reminderDue({ ...slot, remindersMs }, nowMs);
    if (reminder !== null) await reminders.send(slot, reminder, nowMs);
  }
}

function nullWhenNone(error: unknown): null {
  if (error instanceof Refusal && error.code === 'not-found') return null;
  throw error;
}
