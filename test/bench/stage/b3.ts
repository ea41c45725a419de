import type { Figure } from '../figure.ts';
import { comparePackets } from './packets.ts';
import { measureSwitches } from './switch.ts';
import { openTwelve } from './twelve.ts';
import { WireTap } from './wire-tap.ts';

/** B3: twelve people on stage, two of them talking in turn. */
export async function run(): Promise<Figure[]> {
  await using opened = new AsyncDisposableStack();
  const tap = opened.use(new WireTap());
  const twelve = await openTwelve(opened);
  const packets = await comparePackets(twelve, tap);
  return [packets, ...(await measureSwitches(twelve))];
}
