import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RuleSet } from '../../../server/protocol/campaign.ts';
import { api } from '../../hub/api.ts';
import { Asked } from '../../pieces/Asked.tsx';
import { Trouble } from '../../pieces/Trouble.tsx';
import { ruleSets } from '../../state/committeeQueries.ts';
import { Compared } from './Compared.tsx';
import { changesOf, drawnGracesMs, type Wish } from './changes.ts';
import { RuleFields } from './RuleFields.tsx';
import './what-if.css';

/** What another grace, share or limit would have given in all that is open. Nothing of it is stored or follows. */
export function WhatIfPage() {
  const { t } = useTranslation();
  const query = useQuery(ruleSets);
  return (
    <div className="stack far">
      <title>{t('whatIf.title')}</title>
      <header className="stack near">
        <Link to="/committee">{t('committee.back')}</Link>
        <h1>{t('whatIf.title')}</h1>
        <p className="lead">{t('whatIf.lead')}</p>
      </header>
      <Asked query={query}>
        {({ ruleSets: laid }) => {
          const newest = laid.toSorted((a, b) => b.version - a.version)[0];
          return newest === undefined ? null : <Box inForce={newest} />;
        }}
      </Asked>
    </div>
  );
}

function Box({ inForce }: { inForce: RuleSet }) {
  const { t } = useTranslation();
  const gracesMs = drawnGracesMs(inForce.bridgeMs);
  const ask = useMutation({
    mutationFn: (wish: Wish) => api('committee.what-if', { body: { changes: changesOf(wish, gracesMs) } }),
  });
  return (
    <section className="what-if stack" aria-label={t('whatIf.box')}>
      <p className="what-if-badge">{t('whatIf.notInForce')}</p>
      <RuleFields inForce={inForce} isPending={ask.isPending} onAsk={ask.mutate} />
      {ask.isError && <Trouble error={ask.error} />}
      {ask.isSuccess && <Compared answer={ask.data} wish={ask.variables} inForce={inForce} />}
    </section>
  );
}
