import { Refusal } from '../../server/protocol/refusals.ts';
import type { Input, Output, RequestName } from '../../server/protocol/requests.ts';

/** How media asks the hub: the connection's own `request`, handed in. */
export type RequestHub = <N extends RequestName>(name: N, input: Input<N>) => Promise<Output<N>>;

const tries = 4;
const pauseMs = 600;

/** Asks again when the hub says that this page asks too much at once, as it may when a large stage is built. */
export function patiently(request: RequestHub): RequestHub {
  return async (name, input) => {
    for (let left = tries - 1; ; left -= 1) {
      try {
        return await request(name, input);
      } catch (error) {
        const isTooMuch = error instanceof Refusal && error.code === 'too-many-requests';
        if (!isTooMuch || left === 0) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseMs * (1 + Math.random())));
      }
    }
  };
}
