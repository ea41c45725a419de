import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DebateDetail } from '../../server/protocol/http.ts';
import { Asked } from '../pieces/Asked.tsx';
import { StatusMark } from '../pieces/StatusMark.tsx';
import { debate } from '../state/queries.ts';
import { useDebateId } from '../state/useDebateId.ts';
import { useNamed } from '../state/useNamed.ts';
import { DeviceCheck } from './DeviceCheck.tsx';
import { useEquipment } from './equipment.ts';
import { Joined } from './Joined.tsx';

/** A candidate's way through one debate: device check, lobby, stage, end. */
export function CandidateDebate() {
  const query = useQuery(debate(useDebateId()));
  return <Asked query={query}>{(detail) => <Way detail={detail} />}</Asked>;
}

function Way({ detail }: { detail: DebateDetail }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const [isJoined, setJoined] = useState(false);
  const isOver = detail.status === 'ended' || detail.status === 'final';
  const equipment = useEquipment(!isOver || isJoined);
  return (
    <div className="stack">
      <title>{named(detail.title)}</title>
      <header className="stack near">
        <StatusMark status={detail.status} />
        <h1 className="watch-title">{named(detail.title)}</h1>
      </header>
      {isJoined ? (
        <Joined detail={detail} equipment={equipment} />
      ) : isOver ? (
        <p className="lead">{t('candidate.over')}</p>
      ) : (
        <DeviceCheck debateId={detail.id} equipment={equipment} onJoin={() => setJoined(true)} />
      )}
    </div>
  );
}
