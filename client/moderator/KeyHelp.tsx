import { Checkbox, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../pieces/PressButton.tsx';
import { explained } from './keys.ts';
import '../pieces/dialog.css';
import './help.css';

type Props = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  areKeysOn: boolean;
  onKeysOn: (areOn: boolean) => void;
};

/** What every key does, and the switch that takes them away. */
export function KeyHelp({ isOpen, onOpenChange, areKeysOn, onKeysOn }: Props) {
  const { t } = useTranslation();
  return (
    <ModalOverlay className="dialog-ground" isOpen={isOpen} onOpenChange={onOpenChange} isDismissable>
      <Modal className="dialog key-help">
        <Dialog className="stack">
          <Heading slot="title">{t('moderator.keys.title')}</Heading>
          <dl className="key-list">
            {explained.map(([key, does]) => (
              <div key={does}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{t(`moderator.keys.${does}`)}</dd>
              </div>
            ))}
          </dl>
          <p className="small soft">{t('moderator.keys.rest')}</p>
          <Checkbox className="key-switch" isSelected={areKeysOn} onChange={onKeysOn}>
            <span className="key-box" aria-hidden="true" />
            {t('moderator.keys.on')}
          </Checkbox>
          <PressButton autoFocus onPress={() => onOpenChange(false)}>
            {t('moderator.close')}
          </PressButton>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
