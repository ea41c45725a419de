import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { makePasskey } from '../hub/passkeys.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { queryClient } from '../state/queries.ts';
import { account } from './accountQueries.ts';
import { deviceName } from './deviceName.ts';

/** One press makes a passkey on this device, named after it. */
export function MakePasskey({ look = 'main' }: { look?: 'main' | 'plain' }) {
  const { t } = useTranslation();
  const make = useMutation({
    mutationFn: () => makePasskey(deviceName(navigator.userAgent) ?? t('passkey.unnamed')),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: account.queryKey }),
  });
  return (
    <div className="stack near">
      <div className="row">
        <PressButton look={look} isDisabled={make.isPending} onPress={() => make.mutate()}>
          {t(make.isPending ? 'state.working' : 'passkey.make')}
        </PressButton>
      </div>
      {make.isError && <Trouble error={make.error} />}
    </div>
  );
}
