import '../pieces/chooser.css';

type Props = {
  label: string;
  options: readonly { id: string; name: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

export function Ticks({ label, options, chosen, onChange }: Props) {
  const set = (id: string, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, id] : chosen.filter((other) => other !== id));
  return (
    <fieldset className="ticks">
      <legend className="field-label">{label}</legend>
      {options.map(({ id, name }) => (
        <label key={id} className="tick">
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target }) => set(id, target.checked)}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
