import { useTranslation } from 'react-i18next';
import { clockText } from '../state/useTimes.ts';
import type { SpokenTime } from './TimeBar.tsx';

/** What the bars draw, as figures for those who do not see them. */
export function TimeTable({ times }: { times: readonly SpokenTime[] }) {
  const { t } = useTranslation();
  const hasVoice = times.some(({ voiceMs }) => voiceMs !== null);
  return (
    <div className="unseen">
      <table>
        <caption>{t('stage.spoken')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('stage.candidate')}</th>
            <th scope="col">{t('stage.time.floor')}</th>
            {hasVoice && <th scope="col">{t('stage.time.voice')}</th>}
            {hasVoice && <th scope="col">{t('stage.time.overlap')}</th>}
          </tr>
        </thead>
        <tbody>
          {times.map(({ slot, floorMs, voiceMs, overlapMs }) => (
            <tr key={slot.id}>
              <th scope="row">{slot.name}</th>
              <td>{clockText(floorMs)}</td>
              {voiceMs !== null && <td>{clockText(voiceMs)}</td>}
              {overlapMs !== null && <td>{clockText(overlapMs)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
