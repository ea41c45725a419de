import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from './PressButton.tsx';
import './press.css';

type Props = { path: string; children?: ReactNode };

/** A feed for a person's own calendar program: opened in it, or its address copied. */
export function CalendarAddress({ path, children }: Props) {
  const { t } = useTranslation();
  const address = `${location.origin}${path}`;
  const copy = useMutation({ mutationFn: () => navigator.clipboard.writeText(address) });
  return (
    <div className="row">
      <a className="press" href={address.replace(/^https?/, 'webcal')}>
        {t('feed.subscribe')}
      </a>
      <PressButton onPress={() => copy.mutate()}>{t('feed.copy')}</PressButton>
      {children}
      <span role="status" className="small soft">
        {copy.isSuccess && t('feed.copied')}
        {copy.isError && <a href={path}>{address}</a>}
      </span>
    </div>
  );
}
