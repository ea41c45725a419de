import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Format } from '../../../server/protocol/campaign.ts';
import { Asked } from '../../pieces/Asked.tsx';
import { organiserDesk } from '../../state/queries.ts';
import { useNamed } from '../../state/useNamed.ts';
import { FormatEditor } from './FormatEditor.tsx';
import { FormatList } from './FormatList.tsx';
import '../organiser.css';
import './format.css';

/** `key` makes an editor of its own of each beginning. */
type Beginning = { key: number; from: Format };

/** The campaign's formats, and the making of a new one from any of them. */
export function FormatsPage() {
  const { t } = useTranslation();
  const { named } = useNamed();
  const desk = useQuery(organiserDesk);
  const [beginning, setBeginning] = useState<Beginning | null>(null);
  const [stored, setStored] = useState<Format | null>(null);
  const begin = (from: Format) => {
    setStored(null);
    setBeginning((before) => ({ key: (before?.key ?? 0) + 1, from }));
  };
  const end = (format: Format | null) => {
    setStored(format);
    setBeginning(null);
  };
  return (
    <div className="stack far">
      <title>{t('format.title')}</title>
      <div className="stack near">
        <Link to="/organiser">{t('format.back')}</Link>
        <h1>{t('format.title')}</h1>
        <p className="lead">{t('format.lead')}</p>
      </div>
      {stored && (
        <p className="said" role="status">
          {t('format.stored', { name: named(stored.names) })}
        </p>
      )}
      {beginning && (
        <FormatEditor key={beginning.key} from={beginning.from} onStored={end} onDiscard={() => end(null)} />
      )}
      <Asked query={desk}>{({ formats }) => <FormatList formats={formats} onBegin={begin} />}</Asked>
    </div>
  );
}
