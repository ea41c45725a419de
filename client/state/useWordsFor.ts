import { useTranslation } from 'react-i18next';
import { Refusal, type RefusalCode } from '../../server/protocol/refusals.ts';
import { Unreachable } from '../hub/unreachable.ts';

/** The words a person reads for any error. What is not a "no" of the hub goes to the console with its cause. */
export function useWordsFor(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error instanceof Refusal) return t(`refusal.${error.code as RefusalCode}`);
    if (error instanceof Unreachable) return t('state.unreachable');
    console.error(error);
    return t('refusal.internal');
  };
}
