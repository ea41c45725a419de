import { Label, Radio, RadioGroup } from 'react-aria-components';
import './choice.css';

type Option<Id extends string> = { id: Id; name: string };
type Props<Id extends string> = {
  label: string;
  options: readonly Option<Id>[];
  value: Id | null;
  onChange: (id: Id) => void;
};

/** One of a few, all of them seen at once. */
export function Choice<Id extends string>({ label, options, value, onChange }: Props<Id>) {
  return (
    <RadioGroup className="choice" value={value} onChange={(id) => onChange(id as Id)}>
      <Label className="field-label">{label}</Label>
      <div className="choice-options">
        {options.map(({ id, name }) => (
          <Radio key={id} value={id} className="choice-option">
            {name}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
