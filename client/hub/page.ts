import { Id } from '../../server/protocol/words.ts';

const remembered = 'page';

/** This page's own name for itself: a reload keeps it, another tab or device has its own. It gives no right. */
export function pageId(): string {
  const kept = Id.safeParse(sessionStorage.getItem(remembered));
  if (kept.success) return kept.data;
  const fresh = crypto.randomUUID();
  sessionStorage.setItem(remembered, fresh);
  return fresh;
}
