import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Names } from '../../../server/protocol/words.ts';
import { useNamed } from '../../state/useNamed.ts';
import { useTimes } from '../../state/useTimes.ts';

/** What a protocol is written with: the page's language, its times and its lengths. */
export type ProtocolWords = {
  t: TFunction;
  named: (names: Names) => string;
  times: ReturnType<typeof useTimes>;
};

export function useProtocolWords(): ProtocolWords {
  const { t } = useTranslation();
  const { named } = useNamed();
  const times = useTimes();
  return { t, named, times };
}
