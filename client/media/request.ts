import type { Input, Output, RequestName } from '../../server/protocol/requests.ts';

/** How media asks the hub: the connection's own `request`, handed in. */
export type RequestHub = <N extends RequestName>(name: N, input: Input<N>) => Promise<Output<N>>;
