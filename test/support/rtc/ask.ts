import type { Line } from '../line.ts';
import type { Ask } from './endpoint.ts';

/** A line's requests as an endpoint makes them: the hub's no is an error whose message begins with its code. */
export function askOn(line: Line): Ask {
  return async (name, input) => {
    const reply = await line.ask(name, input);
    if (!reply.ok) throw new Error(`${reply.code}: ${reply.detail}`, { cause: reply });
    return reply.data;
  };
}
