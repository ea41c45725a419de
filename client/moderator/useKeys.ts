import { useEffect } from 'react';
import { nameOfKey } from './keys.ts';

/** Where keys belong to what is typed or chosen there. */
const own = 'input, textarea, [role="dialog"], [role="alertdialog"], [role="listbox"], [role="menu"]';

/** Hears single keys of the whole page, but none that is typed in a field, chosen in a list, or pressed with a dialogue open. */
export function useKeys(press: (key: string) => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(own)) return;
      press(nameOfKey(event));
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [press]);
}
