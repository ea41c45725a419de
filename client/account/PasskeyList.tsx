import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../server/protocol/sign-in.ts';
import { api } from '../hub/api.ts';
import { Nothing } from '../pieces/Nothing.tsx';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { queryClient } from '../state/queries.ts';
import { useTimes } from '../state/useTimes.ts';
import { account } from './accountQueries.ts';
import { MakePasskey } from './MakePasskey.tsx';

type Passkey = Account['passkeys'][number];
const reread = () => queryClient.invalidateQueries({ queryKey: account.queryKey });

export function PasskeyList({ passkeys, isOfficial }: { passkeys: Passkey[]; isOfficial: boolean }) {
  const { t } = useTranslation();
  return (
    <section className="stack near">
      <h2>{t('account.passkeys')}</h2>
      <p className="soft">{t(isOfficial ? 'passkey.offerOfficial' : 'passkey.offerLead')}</p>
      {passkeys.length === 0 ? (
        <Nothing>{t('account.noPasskeys')}</Nothing>
      ) : (
        <ul className="ways">
          {passkeys.map((passkey) => (
            <PasskeyItem key={passkey.id} passkey={passkey} isKept={isOfficial && passkeys.length === 1} />
          ))}
        </ul>
      )}
      <MakePasskey look={passkeys.length === 0 ? 'main' : 'plain'} />
    </section>
  );
}

/** `isKept`: the last one of an official, which is not removed. */
function PasskeyItem({ passkey, isKept }: { passkey: Passkey; isKept: boolean }) {
  const { t } = useTranslation();
  const { day } = useTimes();
  const [isRenaming, setRenaming] = useState(false);
  const params = { passkeyId: passkey.id };
  const remove = useMutation({ mutationFn: () => api('passkey.remove', { params }), onSuccess: reread });
  const used = passkey.lastUsedAtMs;
  return (
    <li className="way">
      <div className="stack near">
        {isRenaming ? (
          <Renaming passkey={passkey} onDone={() => setRenaming(false)} />
        ) : (
          <b>{passkey.name}</b>
        )}
        <span className="small soft">
          {t('account.made', { when: day(passkey.createdAtMs) })}
          {used !== null && ` · ${t('account.used', { when: day(used) })}`}
          {passkey.isSynced && ` · ${t('account.synced')}`}
        </span>
        {remove.isError && <Trouble error={remove.error} />}
      </div>
      {!isRenaming && (
        <div className="row">
          <PressButton
            look="quiet"
            aria-label={t('account.renameNamed', { name: passkey.name })}
            onPress={() => setRenaming(true)}
          >
            {t('account.rename')}
          </PressButton>
          {!isKept && (
            <PressButton
              look="quiet"
              aria-label={t('account.removeNamed', { name: passkey.name })}
              isDisabled={remove.isPending}
              onPress={() => remove.mutate()}
            >
              {t('account.remove')}
            </PressButton>
          )}
        </div>
      )}
    </li>
  );
}

function Renaming({ passkey, onDone }: { passkey: Passkey; onDone: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(passkey.name);
  const params = { passkeyId: passkey.id };
  const rename = useMutation({
    mutationFn: () => api('passkey.rename', { params, body: { name } }),
    onSuccess: async () => {
      await reread();
      onDone();
    },
  });
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate();
      }}
    >
      <TextField className="field" value={name} onChange={setName} maxLength={60} isRequired autoFocus>
        <Label>{t('account.name')}</Label>
        <Input />
      </TextField>
      <PressButton type="submit" isDisabled={rename.isPending}>
        {t('account.save')}
      </PressButton>
      {rename.isError && <Trouble error={rename.error} />}
    </form>
  );
}
