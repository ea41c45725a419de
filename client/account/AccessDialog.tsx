import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog, Heading, Input, Label, Modal, ModalOverlay, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Access, NewRevocation } from '../../server/protocol/sign-in.ts';
import { api } from '../hub/api.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { queryClient } from '../state/queries.ts';
import { access, type Watcher } from './accountQueries.ts';
import '../pieces/dialog.css';

export type Person = Access['people'][number];
type Props = { person: Person; watcher: Watcher; onClose: () => void };

/** What can be taken away from a person, with the reason, which is kept; or their access given back. */
export function AccessDialog({ person, watcher, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const { accountId } = person;
  const done = async () => {
    await queryClient.invalidateQueries({ queryKey: access(watcher).queryKey });
    onClose();
  };
  const revoke = useMutation({
    mutationFn: (body: NewRevocation) => api(`${watcher}.revoke`, { body }),
    onSuccess: done,
  });
  const restore = useMutation({
    mutationFn: () => api(`${watcher}.restore`, { body: { accountId } }),
    onSuccess: done,
  });
  const isPending = revoke.isPending || restore.isPending;
  const error = revoke.error ?? restore.error;
  return (
    <ModalOverlay className="dialog-ground" isOpen onOpenChange={onClose} isDismissable>
      <Modal className="dialog">
        <Dialog className="stack">
          <Heading slot="title">{person.name}</Heading>
          {person.isBarred ? (
            <PressButton look="main" isDisabled={isPending} onPress={() => restore.mutate()}>
              {t('access.restore')}
            </PressButton>
          ) : (
            <>
              <TextField className="field" value={reason} onChange={setReason} maxLength={300} isRequired>
                <Label>{t('access.reason')}</Label>
                <Input />
              </TextField>
              {takings(person).map((taking) => (
                <PressButton
                  key={taking.what}
                  look={taking.what === 'account' ? 'danger' : 'plain'}
                  isDisabled={isPending || reason.trim() === ''}
                  onPress={() => revoke.mutate({ ...taking, accountId, reason })}
                >
                  {t(`access.take.${taking.what}`)}
                </PressButton>
              ))}
            </>
          )}
          {error !== null && <Trouble error={error} />}
          <PressButton look="quiet" onPress={onClose}>
            {t('passkey.cancel')}
          </PressButton>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

type Taking = { what: 'sessions' | 'passkeys' | 'account' } | { what: 'role'; role: 'moderator' };

function takings({ roles }: Person): Taking[] {
  const role: Taking[] = roles.includes('moderator') ? [{ what: 'role', role: 'moderator' }] : [];
  return [{ what: 'sessions' }, { what: 'passkeys' }, ...role, { what: 'account' }];
}
