import { useTranslation } from 'react-i18next';
import type { Late, Rehearsal } from '../../../server/rules/rehearsal.ts';
import { useTimes } from '../../state/useTimes.ts';
import { RehearsalDrawing } from './RehearsalDrawing.tsx';
import { RehearsalParts } from './RehearsalParts.tsx';
import { RehearsalTable } from './RehearsalTable.tsx';
import './rehearsal.css';

/** How long it lasts, what everybody is sure of, and who speaks when: drawn, and as a table. */
export function RehearsalView({ rehearsal, late }: { rehearsal: Rehearsal; late: Late | null }) {
  const { t } = useTranslation();
  const { length } = useTimes();
  const onTime = rehearsal.perSpeaker.find((_, speaker) => speaker !== late?.speaker);
  return (
    <div className="stack rehearsal">
      <dl className="rehearsal-figures">
        <div className="rehearsal-total">
          <dt>{t('format.total')}</dt>
          <dd className="figures" data-testid="total">
            {length(rehearsal.totalMs)}
          </dd>
        </div>
        <div>
          <dt>{t('format.sure')}</dt>
          <dd className="figures" data-testid="sure">
            {length(onTime?.guaranteedMs ?? 0)}
          </dd>
        </div>
        <div>
          <dt>{t('format.most')}</dt>
          <dd className="figures">{length(onTime?.mostMs ?? 0)}</dd>
        </div>
      </dl>
      <RehearsalDrawing rehearsal={rehearsal} late={late} />
      <RehearsalParts rehearsal={rehearsal} />
      <RehearsalTable rehearsal={rehearsal} />
    </div>
  );
}
