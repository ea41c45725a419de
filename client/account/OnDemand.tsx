import { lazy, Suspense } from 'react';
import { useLocation } from 'react-router';
import { askedProof } from '../hub/proof.ts';
import { useStore } from '../state/useStore.ts';

// The public's first download has none of it.
const PasskeyOffer = lazy(async () => ({ default: (await import('./PasskeyOffer.tsx')).PasskeyOffer }));
const ProofDialog = lazy(async () => ({ default: (await import('./ProofDialog.tsx')).ProofDialog }));

/** What the page after an entry by invitation is told. */
export const enteredByInvitation = { hasEntered: true };

/** What stands on a page of its own accord: the offer of a passkey after an entry, and the question for one. */
export function OnDemand() {
  const hasEntered = (useLocation().state as { hasEntered?: boolean } | null)?.hasEntered === true;
  const asked = useStore(askedProof);
  return (
    <Suspense fallback={null}>
      {hasEntered && <PasskeyOffer />}
      {asked && <ProofDialog asked={asked} />}
    </Suspense>
  );
}
