import { useEffect } from 'react';
import type { DebateDetail } from '../../server/protocol/http.ts';
import type { DebateView } from '../../server/protocol/stage.ts';
import { queryClient } from './queries.ts';

/** The debate's own page is read anew when the stage has moved on, so that its heading and its end follow at once. */
export function useRereadAt(detail: DebateDetail, view: DebateView | null): void {
  const status = view?.stage.status;
  useEffect(() => {
    if (!status || status === detail.status) return;
    void queryClient.invalidateQueries({ queryKey: ['debate', detail.id] });
  }, [status, detail.status, detail.id]);
}
