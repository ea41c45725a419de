import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import './chooser.css';

type Option = { id: string; name: string };
type Props = {
  label: string;
  options: readonly Option[];
  value: string | null;
  onChange: (id: string) => void;
  placeholder?: string;
};

export function Chooser({ label, options, value, onChange, placeholder = '–' }: Props) {
  return (
    <Select
      className="chooser"
      selectedKey={value}
      onSelectionChange={(key) => onChange(String(key))}
      placeholder={placeholder}
      isDisabled={options.length === 0}
    >
      <Label>{label}</Label>
      <Button className="chooser-button">
        <SelectValue className="chooser-value" />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="chooser-list">
        <ListBox items={options}>
          {({ id, name }) => (
            <ListBoxItem id={id} textValue={name}>
              {name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
