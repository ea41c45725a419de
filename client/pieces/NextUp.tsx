import { useTranslation } from 'react-i18next';
import type { DebateView, LiveStage } from '../../server/protocol/stage.ts';
import { nextStep } from '../../server/rules/next-step.ts';
import { agendaOf } from '../../server/rules/turns.ts';
import type { ServerClock } from '../hub/serverClock.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { useTurnWords } from '../state/useTurnWords.ts';

type Props = { view: DebateView; stage: LiveStage; clock: ServerClock };

/** What comes after the running turn, as the moderator’s own console proposes it, and who asks for the floor. */
export function NextUp({ view, stage, clock }: Props) {
  const { t } = useTranslation();
  const { nameOf } = useTurnWords(view);
  const next = useNextWords({ view, stage, clock });
  return (
    <div className="stack near small next-up">
      {next && <p>{t('stage.next', { what: next })}</p>}
      {stage.hands.length > 0 && (
        <p className="soft">
          {t('stage.asking', { names: stage.hands.map(({ slotId }) => nameOf(slotId)).join(', ') })}
        </p>
      )}
    </div>
  );
}

function useNextWords({ view, stage, clock }: Props): string | null {
  const { t } = useTranslation();
  const { nameOf, kindOf } = useTurnWords(view);
  const nowMs = useNow(useServerNow(clock), 1_000);
  const isHere = (slotId: string) => view.presence.some((slot) => slot.slotId === slotId && slot.session);
  const step = nextStep(view, stage, { nowMs, isHere });
  if (step?.kind === 'end') return t('stage.nextEnd');
  if (step?.kind === 'next-phase') {
    const part = view.format.phases[stage.phase + 1];
    return part ? t(`phase.${part.kind}`) : null;
  }
  if (step?.kind !== 'give') return null;
  const { slotId, planned } = step;
  const kind = planned === null ? 'speech' : (agendaOf(view, stage.phase)[planned]?.kind ?? 'speech');
  const what = kindOf({ kind, planned, phase: stage.phase });
  return what === null ? nameOf(slotId) : `${nameOf(slotId)} – ${what}`;
}
