import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../pieces/PressButton.tsx';
import { useTimes } from '../state/useTimes.ts';
import { adjustmentMs, type Desk, nameOf } from './desk.ts';
import { OwnReason } from './OwnReason.tsx';
import { commandFor, type Reasoned, readyReasons } from './reasons.ts';
import { SecondsField } from './SecondsField.tsx';
import '../pieces/dialog.css';
import './reason.css';

type Props = {
  desk: Desk;
  question: Reasoned;
  onChange: (question: Reasoned) => void;
  onClose: () => void;
};

/** Why: a ready reason is one more press, and the likeliest has the focus already. The reason is evidence. */
export function ReasonDialog({ desk, question, onChange, onClose }: Props) {
  const { t } = useTranslation();
  const title = useTitle(desk, question);
  const send = (reason: string) => {
    onClose();
    desk.act(commandFor(question, reason));
  };
  const effectMs = question.kind === 'adjust' ? adjustmentMs(desk, question.slotId, question.byMs) : null;
  const isNothing = effectMs === 0;
  return (
    <ModalOverlay className="dialog-ground" isOpen onOpenChange={onClose} isDismissable>
      <Modal className="dialog">
        <Dialog className="stack">
          <Heading slot="title">{title}</Heading>
          <p className="small soft">{t(`moderator.means.${question.kind}`)}</p>
          {question.kind === 'adjust' && (
            <SecondsField
              byMs={question.byMs}
              effectMs={effectMs ?? 0}
              onChange={(byMs) => onChange({ ...question, byMs })}
            />
          )}
          <fieldset className="ready-reasons" aria-label={t('moderator.reason')}>
            {readyReasons(question).map((reason, index) => (
              <PressButton
                key={reason}
                autoFocus={index === 0}
                data-testid={`reason-${reason}`}
                isDisabled={isNothing}
                onPress={() => send(t(`moderator.because.${reason}`))}
              >
                {t(`moderator.because.${reason}`)}
              </PressButton>
            ))}
          </fieldset>
          <OwnReason isDisabled={isNothing} onSend={send} />
          <PressButton look="quiet" onPress={onClose}>
            {t('moderator.cancel')}
          </PressButton>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function useTitle({ view }: Desk, question: Reasoned): string {
  const { t } = useTranslation();
  const { length } = useTimes();
  if (question.kind === 'pause') return t('moderator.askPause');
  const name = nameOf(view, question.slotId);
  if (question.kind !== 'adjust') return t(`moderator.ask.${question.kind}`, { name });
  return t(question.byMs < 0 ? 'moderator.ask.take' : 'moderator.ask.add', {
    name,
    length: length(Math.abs(question.byMs)),
  });
}
