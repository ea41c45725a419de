import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Duty } from '../../server/protocol/http.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { ExcuseForm } from './ExcuseForm.tsx';
import { OwnExcuse } from './OwnExcuse.tsx';

/** The excuses filed for a duty, and the way to file one while a debate of it can still be excused. */
export function DutyExcuses({ duty }: { duty: Duty }) {
  const { t } = useTranslation();
  const nowMs = useNow(useServerNow(null), 30_000);
  const debates = excusable(duty, nowMs);
  return (
    <>
      {duty.excuses.map((excuse) => (
        <OwnExcuse key={excuse.id} excuse={excuse} zone={duty.area.zone} />
      ))}
      {debates.length > 0 && (
        <Disclosure className="duty-excuse">
          <Heading level={4}>
            <Button slot="trigger" className="press press-quiet">
              {t('ownExcuse.open')}
            </Button>
          </Heading>
          <DisclosurePanel>
            <ExcuseForm duty={duty} debates={debates} />
          </DisclosurePanel>
        </Disclosure>
      )}
    </>
  );
}

/** One excuse for each debate, until some time after its planned end, unless the duty is met. */
function excusable({ status, debates, excuses }: Duty, nowMs: number): Duty['debates'] {
  if (status === 'fulfilled' || status === 'waived') return [];
  return debates.filter(
    ({ id, outcome, excuseUntilMs }) =>
      outcome !== 'attended' &&
      outcome !== 'late' &&
      nowMs <= excuseUntilMs &&
      !excuses.some(({ debateId }) => debateId === id),
  );
}
