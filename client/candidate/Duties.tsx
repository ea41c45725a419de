import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../../server/protocol/http.ts';
import { Asked } from '../pieces/Asked.tsx';
import { Nothing } from '../pieces/Nothing.tsx';
import { OwnCalendar } from '../pieces/OwnCalendar.tsx';
import { candidate } from '../state/queries.ts';
import { useNamed } from '../state/useNamed.ts';
import { OwnCasesLink } from './cases/OwnCasesLink.tsx';
import { DutyCard } from './DutyCard.tsx';
import { NextDebate } from './NextDebate.tsx';
import { OwnOutcomes } from './outcomes/OwnOutcomes.tsx';
import { Receipts } from './Receipts.tsx';

/** What a candidate owes, why, until when, and the debate that comes next. */
export function Duties() {
  const { t } = useTranslation();
  const query = useQuery(candidate);
  return (
    <div className="stack far">
      <title>{t('door.candidate')}</title>
      <div className="stack near">
        <h1>{t('duty.title')}</h1>
        <p className="lead">{t('duty.lead')}</p>
      </div>
      <OwnCasesLink />
      <Asked query={query}>
        {({ candidacies }) =>
          candidacies.length === 0 ? (
            <Nothing>{t('duty.noCandidacy')}</Nothing>
          ) : (
            candidacies.map((candidacy) => <Candidacy key={candidacy.candidacyId} candidacy={candidacy} />)
          )
        }
      </Asked>
      <OwnOutcomes />
      <Receipts />
      <OwnCalendar />
    </div>
  );
}

function Candidacy({ candidacy }: { candidacy: Candidate }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  return (
    <section className="stack">
      <h2>
        {candidacy.name} <span className="soft">· {named(candidacy.area.names)}</span>
      </h2>
      <NextDebate candidacy={candidacy} />
      {candidacy.duties.length === 0 ? (
        <Nothing>{t('duty.none')}</Nothing>
      ) : (
        candidacy.duties.map((duty) => <DutyCard key={duty.id} duty={duty} />)
      )}
    </section>
  );
}
