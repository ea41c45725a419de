import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { api } from '../hub/api.ts';
import { Trouble } from '../pieces/Trouble.tsx';
import { Waiting } from '../pieces/Waiting.tsx';
import { useGoIn } from './useGoIn.ts';

/** Where the organisation's sign-in sends people back to; what it says is handed over once. */
export function EnterByOidc() {
  const { t } = useTranslation();
  const goIn = useGoIn();
  const answer = useLocation().search.slice(1);
  const enter = useMutation({
    mutationFn: () => api('oidc.finish', { body: { answer } }),
    onSuccess: (who) => goIn(who),
  });
  const { mutate, isIdle } = enter;
  useEffect(() => {
    if (isIdle) mutate();
  }, [isIdle, mutate]);
  return (
    <div className="stack narrow">
      <title>{t('enter.otherwise')}</title>
      <h1>{t('enter.otherwise')}</h1>
      {enter.isError ? <Trouble error={enter.error} /> : <Waiting />}
      <Link to="/enter">{t('enter.again')}</Link>
    </div>
  );
}
