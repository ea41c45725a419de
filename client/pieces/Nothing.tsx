import type { ReactNode } from 'react';
import './states.css';

/** An empty list says that it is empty, and what will be here. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="nothing soft">{children}</p>;
}
