import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Act } from '../../server/protocol/acts.ts';
import type { DebateView } from '../../server/protocol/stage.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { Nothing } from '../pieces/Nothing.tsx';
import { PressButton } from '../pieces/PressButton.tsx';
import { useStore } from '../state/useStore.ts';
import { ActFilter, type Shown } from './ActFilter.tsx';
import { ActLine } from './ActLine.tsx';
import { useActWords } from './useActWords.ts';
import './acts.css';

const atOnce = 25;

/** `zone`: of the debate's area, by whose clocks the instants are told. */
type Props = { live: LiveDebate; view: Pick<DebateView, 'format' | 'lineup'>; zone: string };

/** Everything that was done in the debate, the newest first, as the evidence has it. For those who run or observe it. */
export function ActLog({ live, view, zone }: Props) {
  const { t } = useTranslation();
  const { acts, chair } = useStore(live.state);
  const [shown, setShown] = useState<Shown>('all');
  const [most, setMost] = useState(atOnce);
  useEffect(() => {
    live.readActs().catch((error: unknown) => console.warn('acts.read', error));
  }, [live]);
  const context = { acts, view, chair, zone };
  const words = useActWords(context);
  const chosen = shown === 'all' ? acts : acts.filter(isModerators);
  return (
    <section className="card stack" aria-label={t('acts.title')}>
      <div className="row spread">
        <h2>{t('acts.title')}</h2>
        <ActFilter shown={shown} onChange={setShown} />
      </div>
      {chosen.length === 0 && <Nothing>{t('acts.none')}</Nothing>}
      <ol className="acts" reversed>
        {chosen
          .slice(-most)
          .reverse()
          .map((act) => (
            <ActLine key={act.sequence} act={act} context={context} words={words} />
          ))}
      </ol>
      {chosen.length > most && (
        <PressButton onPress={() => setMost(most + atOnce)}>{t('acts.older')}</PressButton>
      )}
    </section>
  );
}

function isModerators({ actor }: Act): boolean {
  return actor.kind === 'account' && actor.role === 'moderator';
}
