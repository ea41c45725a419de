import { useNavigate } from 'react-router';
import type { Me } from '../../server/protocol/http.ts';
import { doorRoles } from '../pieces/doorRoles.ts';
import { me, queryClient } from '../state/queries.ts';

/** Takes whoever has just signed in to the page that is theirs; `state` goes along to it. */
export function useGoIn() {
  const navigate = useNavigate();
  return async (who: Me, state?: object): Promise<void> => {
    // What somebody else may have read on this device goes; what stands on this page is watched and stays.
    queryClient.removeQueries({ type: 'inactive' });
    queryClient.setQueryData(me.queryKey, who);
    const door = doorRoles.find((role) => who.roles.includes(role));
    await navigate(door ? `/${door}` : '/', { replace: true, state });
  };
}
