import { useMutation } from '@tanstack/react-query';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../server/protocol/refusals.ts';
import { makePasskey, showAgain } from '../hub/passkeys.ts';
import type { AskedProof } from '../hub/proof.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { deviceName } from './deviceName.ts';
import '../pieces/dialog.css';

/** Asks for the passkey that the hub wants before it does what was asked; afterwards that goes on by itself. */
export function ProofDialog({ asked }: { asked: AskedProof }) {
  const { t } = useTranslation();
  const show = useMutation({ mutationFn: showAgain, onSuccess: () => asked.done(true) });
  const make = useMutation({
    mutationFn: () => makePasskey(deviceName(navigator.userAgent) ?? t('passkey.unnamed')),
    onSuccess: () => show.reset(),
  });
  const hasNone = show.error instanceof Refusal && show.error.code === 'no-passkey';
  const error = make.error ?? (hasNone ? null : show.error);
  const isPending = show.isPending || make.isPending;
  const cancel = () => asked.done(false);
  return (
    <ModalOverlay className="dialog-ground" isOpen onOpenChange={cancel}>
      <Modal className="dialog">
        <Dialog className="stack" data-testid="proof">
          <Heading slot="title">{t('passkey.proof')}</Heading>
          <p>{t(hasNone ? 'passkey.proofNone' : make.isSuccess ? 'passkey.made' : 'passkey.proofLead')}</p>
          {error !== null && <Trouble error={error} />}
          <div className="row">
            <PressButton
              look="main"
              autoFocus
              isDisabled={isPending}
              onPress={() => (hasNone ? make.mutate() : show.mutate())}
            >
              {t(isPending ? 'state.working' : hasNone ? 'passkey.make' : 'passkey.show')}
            </PressButton>
            <PressButton look="quiet" onPress={cancel}>
              {t('passkey.cancel')}
            </PressButton>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
