import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Trouble } from './Trouble.tsx';
import { Waiting } from './Waiting.tsx';

type Props<T> = { query: UseQueryResult<T>; children: (answer: T) => ReactNode };

/** What was asked of the hub, in whichever of its three states it is. An old answer is shown rather than none. */
export function Asked<T>({ query, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Trouble error={query.error} onRetry={() => void query.refetch()} />;
  return <Waiting />;
}
