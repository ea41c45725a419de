import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../pieces/PressButton.tsx';
import '../pieces/dialog.css';

type Props = { isOpen: boolean; onClose: () => void; onEnd: () => void };

/** The end of a debate cannot be taken back, so it is asked for twice. */
export function EndDebate({ isOpen, onClose, onEnd }: Props) {
  const { t } = useTranslation();
  const end = () => {
    onClose();
    onEnd();
  };
  return (
    <ModalOverlay className="dialog-ground" isOpen={isOpen} onOpenChange={onClose} isDismissable>
      <Modal className="dialog">
        <Dialog role="alertdialog" className="stack">
          <Heading slot="title">{t('moderator.endTitle')}</Heading>
          <p>{t('moderator.endMeans')}</p>
          <div className="row">
            <PressButton look="danger" data-testid="confirm-end" onPress={end}>
              {t('moderator.end')}
            </PressButton>
            <PressButton autoFocus onPress={onClose}>
              {t('moderator.goOn')}
            </PressButton>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
