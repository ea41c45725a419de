import { type ButtonProps, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { DropReason, RejectReason } from '../../server/protocol/questions.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import '../pieces/chooser.css';

type AnyReason = DropReason | RejectReason;
type Props<R extends AnyReason> = Pick<ButtonProps, 'onKeyDown' | 'aria-describedby'> & {
  label: string;
  /** The key that opens it, where there is one. */
  keyName?: string;
  reasons: readonly R[];
  onChoose: (reason: R) => void;
  isDisabled?: boolean;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  'data-testid'?: string;
};

/** A button that does nothing without a reason. */
export function ReasonMenu<R extends AnyReason>(props: Props<R>) {
  const { label, reasons, onChoose, isDisabled = false, ...rest } = props;
  const { isOpen, onOpenChange, keyName, ...button } = rest;
  const { t } = useTranslation();
  const opening = { ...(isOpen !== undefined && { isOpen }), ...(onOpenChange && { onOpenChange }) };
  return (
    <MenuTrigger {...opening}>
      <PressButton {...button} isDisabled={isDisabled}>
        {label} {keyName && <kbd>{keyName}</kbd>}
      </PressButton>
      <Popover className="chooser-list">
        <Menu className="reasons-menu" aria-label={label} onAction={(key) => onChoose(key as R)}>
          {reasons.map((reason: AnyReason) => (
            <MenuItem key={reason} id={reason}>
              {t(`questions.reason.${reason}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
