import { useTranslation } from 'react-i18next';
import { PressButton } from '../pieces/PressButton.tsx';
import type { Desk } from './desk.ts';
import type { Lead } from './useDesk.ts';
import './chair.css';

/** Who of the moderators is here and leads; whoever leads can hand over to another one who is here. */
export function ChairCard({ desk, lead }: { desk: Desk; lead: Lead }) {
  const { t } = useTranslation();
  const { chair, moderators } = lead.chair;
  return (
    <section className="card stack near" aria-labelledby="chair-title">
      <h2 id="chair-title" className="card-title">
        {t('moderator.moderators')}
      </h2>
      {chair === null && <p className="small soft">{t('moderator.nobodyLeads')}</p>}
      <ul className="chair">
        {moderators.map(({ accountId, name, isHere }) => (
          <li key={accountId}>
            <span className="chair-who">
              {name}{' '}
              <span className="small soft">
                {accountId === lead.ownAccountId
                  ? t('stage.you')
                  : t(isHere ? 'moderator.isHere' : 'moderator.isAway')}
              </span>
            </span>
            {accountId === chair ? (
              <span className="mark" data-tone="accent">
                {t('moderator.leads')}
              </span>
            ) : (
              lead.isOwn && (
                <PressButton
                  data-testid={`hand-over-${accountId}`}
                  aria-label={t('moderator.handOverTo', { name })}
                  isDisabled={!isHere || !desk.canAct}
                  onPress={() => desk.act({ name: 'chair.hand-over', input: { accountId } })}
                >
                  {t('moderator.handOver')}
                </PressButton>
              )
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
