import type { DebateCard } from '../../server/protocol/http.ts';
import { DebateTile } from '../pieces/DebateTile.tsx';
import { Nothing } from '../pieces/Nothing.tsx';

type Props = {
  title: string;
  empty: string;
  debates: readonly DebateCard[];
  /** Where a debate's tile leads; its public page where nothing is said. */
  to?: (debate: DebateCard) => string;
};

const toWatch = ({ id }: DebateCard) => `/debates/${id}`;

export function DebateSection({ title, empty, debates, to = toWatch }: Props) {
  return (
    <section className="stack">
      <h2>{title}</h2>
      {debates.length === 0 ? (
        <Nothing>{empty}</Nothing>
      ) : (
        <div className="tiles">
          {debates.map((debate) => (
            <DebateTile key={debate.id} debate={debate} to={to(debate)} />
          ))}
        </div>
      )}
    </section>
  );
}
