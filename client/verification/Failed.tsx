import { useTranslation } from 'react-i18next';
import { Trouble } from '../pieces/Trouble.tsx';
import { NoSignatures } from './browserTools.ts';
import { NoBundle } from './chunks.ts';

/** Why nothing can be said about a file. */
export function Failed({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const known =
    error instanceof NoBundle ? 'noBundle' : error instanceof NoSignatures ? 'noSignatures' : undefined;
  if (!known) return <Trouble error={error} />;
  return (
    <p className="trouble" role="alert">
      {t(`verify.${known}`)}
    </p>
  );
}
