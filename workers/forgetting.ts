import type { JobInput } from '../server/protocol/jobs.ts';
import { networkKeptMs } from '../server/protocol/sign-in.ts';
import type { Tools } from './tools.ts';

/** SIGN-6: forgets the networks of sign-ins when their time is over; the sign-ins themselves stay. */
export async function forgetting(
  _input: JobInput<'forgetting'>,
  { signIns, clock, log }: Tools,
): Promise<void> {
  const forgotten = await signIns.forgetNetworks(clock.now() - networkKeptMs);
  if (forgotten > 0) log.info({ forgotten }, 'networks.forgotten');
}
