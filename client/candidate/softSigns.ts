import { Store } from '../hub/store.ts';

const remembered = 'soft-signs';

/** Whether soft notes tell that a turn begins and nears its end; off until the person wants them. */
export const softSigns = new Store(localStorage.getItem(remembered) === 'on');

export function wantSoftSigns(areOn: boolean): void {
  localStorage.setItem(remembered, areOn ? 'on' : 'off');
  softSigns.set(() => areOn);
}
