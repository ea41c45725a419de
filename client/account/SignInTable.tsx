import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { SignIn } from '../../server/protocol/sign-in.ts';
import { useTimes } from '../state/useTimes.ts';

type Line = z.infer<typeof SignIn> & { name?: string | null };
type Props = { signIns: Line[]; caption: string; isNamed?: boolean };

/** Every attempt to sign in, the newest first; what was refused stands out. */
export function SignInTable({ signIns, caption, isNamed = false }: Props) {
  const { t } = useTranslation();
  const { day } = useTimes();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="sign-ins" tabIndex={0} aria-label={caption}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('account.when')}</th>
            {isNamed && <th scope="col">{t('account.who')}</th>}
            <th scope="col">{t('account.how')}</th>
            <th scope="col">{t('account.outcome')}</th>
            <th scope="col">{t('account.network')}</th>
          </tr>
        </thead>
        <tbody>
          {signIns.map((signIn) => (
            <tr key={signIn.id}>
              <td className="figures">{day(signIn.atMs)}</td>
              {isNamed && <td>{signIn.name ?? t('account.unknownPerson')}</td>}
              <td>{t(`account.method.${signIn.method}`)}</td>
              <td className={signIn.outcome === 'done' ? '' : 'alarming'}>
                {signIn.outcome === 'done' ? t('account.done') : t(`refusal.${signIn.outcome}`)}
              </td>
              <td className="figures">{signIn.network ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
