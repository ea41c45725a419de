import { useTranslation } from 'react-i18next';
import type { DebateView, Turn } from '../../server/protocol/stage.ts';
import { agendaOf } from '../../server/rules/turns.ts';

type Spoken = Pick<Turn, 'kind' | 'planned' | 'phase'>;

/** The people of a debate by name, and what a turn is for in words; a plain speech needs none. */
export function useTurnWords(view: Pick<DebateView, 'format' | 'lineup'>) {
  const { t } = useTranslation();
  const nameOf = (slotId: string | null | undefined) =>
    view.lineup.find(({ id }) => id === slotId)?.name ?? '';
  const kindOf = ({ kind, planned, phase }: Spoken): string | null => {
    if (kind === 'speech') return null;
    const asked = planned === null ? null : agendaOf(view, phase)[planned];
    return t(`stage.turn.${kind}`, { name: nameOf(asked?.toSlotId) });
  };
  return { nameOf, kindOf };
}
