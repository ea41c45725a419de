import { useEffect } from 'react';

/** One key of the keyboard by its place, whatever the layout; never while somebody types or a dialogue is open. */
export function useKey(code: string, press: () => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.code !== code || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (target.closest('input, textarea, [role="alertdialog"], [role="listbox"]')) return;
      press();
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [code, press]);
}
