import { useMutation } from '@tanstack/react-query';
import type { Input, RequestName } from '../../server/protocol/requests.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';

/** A request together with what it takes. */
export type Command = { [N in RequestName]: { name: N; input: Input<N> } }[RequestName];

/** A person's command to the debate, with whether it runs and what was answered. What it changed comes as a notice. */
export function useCommand(live: LiveDebate) {
  return useMutation({ mutationFn: ({ name, input }: Command) => live.request(name, input) });
}
