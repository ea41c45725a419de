import type { DebateCard } from '../../server/protocol/http.ts';
import { DebateTile } from '../pieces/DebateTile.tsx';
import { Nothing } from '../pieces/Nothing.tsx';

type Props = { title: string; empty: string; debates: readonly DebateCard[] };

export function DebateSection({ title, empty, debates }: Props) {
  return (
    <section className="stack">
      <h2>{title}</h2>
      {debates.length === 0 ? (
        <Nothing>{empty}</Nothing>
      ) : (
        <div className="tiles">
          {debates.map((debate) => (
            <DebateTile key={debate.id} debate={debate} to={`/debates/${debate.id}`} />
          ))}
        </div>
      )}
    </section>
  );
}
