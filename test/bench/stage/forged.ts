import { atMost, type Figure } from '../figure.ts';
import { enterAll } from './forged/cast.ts';
import { Ledger } from './forged/ledger.ts';
import {
  act,
  openTheirs,
  tryAfterwards,
  tryComingBack,
  tryFromOutside,
  tryInLobby,
  tryLive,
  tryOthersPrompt,
  tryRepeats,
} from './forged/moments.ts';
import { tryTickets } from './forged/tickets.ts';
import { openBenchHub } from './hub.ts';
import type { HubPlace } from './hub-process.ts';
import { openFormat } from './scene.ts';

const shown = 12;

/** A modified client: everything the contract knows, said by whoever must not say it, or when it must not be said. */
export async function run(): Promise<Figure[]> {
  await using opened = new AsyncDisposableStack();
  const { place } = await openBenchHub(opened, { speakers: 3, format: openFormat(600_000) });
  const ledger = Ledger.open(opened, place);
  try {
    await tryEverything(opened, place, ledger);
  } catch (error) {
    // A debate in which a forged command was done does not go on as it should; that it was done is the figure.
    if (ledger.accepted.length === 0) throw error;
    console.error(error);
  }
  return [figure(ledger)];
}

async function tryEverything(opened: AsyncDisposableStack, place: HubPlace, ledger: Ledger): Promise<void> {
  await tryTickets(place, ledger);
  await tryFromOutside(opened, place, ledger);
  const cast = await enterAll(opened, place);
  await cast.chair.command('chair.take', {});
  const theirs = await openTheirs(opened, cast, place);
  await tryInLobby(cast, theirs, ledger);
  const said = await act(cast, place);
  await tryComingBack(place, ledger);
  await tryLive(cast, theirs, ledger);
  await tryOthersPrompt(cast, ledger);
  await tryRepeats(cast, { place, said, ledger });
  await tryAfterwards(cast, theirs, ledger);
}

function figure({ attempts, accepted, refused }: Ledger): Figure {
  const codes = [...refused].sort((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`);
  for (const one of accepted.slice(0, shown)) console.log(`  accepted: ${one}`);
  return atMost(0, {
    what: `forged, repeated and untimely commands that were accepted, of ${attempts} generated from the contract`,
    value: accepted.length,
    unit: 'accepted',
    limitedBy: `nothing; refused as ${codes.join(', ')}`,
  });
}
