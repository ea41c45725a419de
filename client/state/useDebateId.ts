import { useParams } from 'react-router';

/** The debate of this page's address. An address that names none is answered by the hub with `not-found`. */
export function useDebateId(): string {
  return useParams().id ?? '';
}
