import { useState } from 'react';

const remembered = 'moderator-keys';

/** Whether single keys act; whoever dictates or presses keys by accident can turn them off for good (WCAG 2.1.4). */
export function useKeyChoice(): [isOn: boolean, setOn: (isOn: boolean) => void] {
  const [isOn, setOn] = useState(() => localStorage.getItem(remembered) !== 'off');
  return [
    isOn,
    (wanted) => {
      localStorage.setItem(remembered, wanted ? 'on' : 'off');
      setOn(wanted);
    },
  ];
}
