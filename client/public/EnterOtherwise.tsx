import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { waysIn } from '../account/accountQueries.ts';
import { api } from '../hub/api.ts';
import { offersInField, signInByPasskey } from '../hub/passkeys.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { useGoIn } from './useGoIn.ts';

/** In by passkey, out of the field or by the button; and by way of the organisation, where one is set up. */
export function EnterOtherwise() {
  const { t } = useTranslation();
  const goIn = useGoIn();
  const { data: ways } = useQuery(waysIn);
  const enter = useMutation({ mutationFn: signInByPasskey, onSuccess: (who) => goIn(who) });
  const leave = useMutation({
    mutationFn: () => api('oidc.begin', { body: {} }),
    onSuccess: ({ url }) => location.assign(url),
  });
  useOfferInField((who) => void goIn(who));
  const isBusy = enter.isPending || leave.isPending;
  return (
    <div className="stack near">
      <TextField className="field" name="username" autoComplete="username webauthn">
        <Label>{t('enter.field')}</Label>
        <Input />
        <Text slot="description" className="small soft">
          {t('enter.fieldHint')}
        </Text>
      </TextField>
      <div className="row">
        <PressButton
          look="main"
          size="large"
          isDisabled={isBusy}
          onPress={() => enter.mutate({ inField: false })}
        >
          {t(enter.isPending ? 'state.working' : 'enter.byPasskey')}
        </PressButton>
        {ways?.oidc && (
          <PressButton isDisabled={isBusy} onPress={() => leave.mutate()}>
            {t('enter.byOidc')}
          </PressButton>
        )}
      </div>
      {enter.isError && <Trouble error={enter.error} />}
      {leave.isError && <Trouble error={leave.error} />}
      <p className="small soft">{t('enter.noToken')}</p>
    </div>
  );
}

type Who = Awaited<ReturnType<typeof signInByPasskey>>;

/** The browser offers its passkeys in the field from the moment the page is open; nothing is said if nobody takes one. */
function useOfferInField(onEntered: (who: Who) => void): void {
  const entered = useEffectEvent(onEntered);
  useEffect(() => {
    let isHere = true;
    const offer = async () => {
      if (!(await offersInField()) || !isHere) return;
      const who = await signInByPasskey({ inField: true });
      if (isHere) entered(who);
    };
    offer().catch((error: unknown) => console.info('passkey.offer-ended', error));
    return () => {
      isHere = false;
    };
  }, []);
}
