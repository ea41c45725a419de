import { Store } from '../hub/store.ts';
import type { OwnTracks } from './debateMedia.ts';
import { type Choice, closeDevices, openCamera, openDevices, openMicrophone, resize } from './devices.ts';

export type OwnDevices =
  | { is: 'asking' }
  /** `isUnchanged`: what was chosen last could not be opened, so what was there before goes on. */
  | { is: 'open'; tracks: OwnTracks; isUnchanged: boolean }
  | { is: 'refused'; name: string };

const none: OwnTracks = { camera: null, microphone: null };

/**
 * This page's own camera and microphone. A change opens the new one before the old one ends, and touches nothing
 * else: whoever speaks while choosing another camera is heard without a break.
 */
export class DeviceDesk {
  readonly state = new Store<OwnDevices>({ is: 'asking' });
  #tracks: OwnTracks = none;
  #choice: Choice | null = null;
  #turn: Promise<void> = Promise.resolve();
  #isClosed = false;

  /** One change after the other; what was chosen last is what remains. */
  choose(choice: Choice): void {
    const before = this.#choice;
    this.#choice = choice;
    this.#turn = this.#turn.then(() => this.#follow(before, choice));
  }

  close(): void {
    this.#isClosed = true;
    closeDevices(this.#tracks);
  }

  async #follow(before: Choice | null, choice: Choice): Promise<void> {
    if (this.#isClosed) return;
    try {
      if (this.state.get().is !== 'open' || !before) this.#take(await openDevices(choice));
      else await this.#change(before, choice);
    } catch (error) {
      console.warn('devices.refused', error);
      const name = error instanceof DOMException ? error.name : 'unknown';
      this.state.set((state) =>
        state.is === 'open' ? { ...state, isUnchanged: true } : { is: 'refused', name },
      );
    }
  }

  async #change(before: Choice, choice: Choice): Promise<void> {
    const isOtherMicrophone = before.microphoneId !== choice.microphoneId || !this.#tracks.microphone;
    if (isOtherMicrophone) this.#take({ ...this.#tracks, microphone: await openMicrophone(choice) });
    this.#take({ ...this.#tracks, camera: await this.#changedCamera(before, choice) });
  }

  async #changedCamera(before: Choice, choice: Choice): Promise<MediaStreamTrack | null> {
    const { camera } = this.#tracks;
    if (choice.isSoundOnly) return null;
    if (!camera || before.cameraId !== choice.cameraId) return openCamera(choice);
    if (before.isSmall !== choice.isSmall) await resize(camera, choice);
    return camera;
  }

  #take(tracks: OwnTracks): void {
    if (this.#isClosed) {
      closeDevices(tracks);
      return;
    }
    const before = this.#tracks;
    this.#tracks = tracks;
    this.state.set(() => ({ is: 'open', tracks, isUnchanged: false }));
    for (const kind of ['camera', 'microphone'] as const) {
      if (before[kind] === tracks[kind]) continue;
      before[kind]?.stop();
      tracks[kind]?.addEventListener('ended', () => this.#unplugged(kind, tracks[kind]));
    }
  }

  /** A device that was pulled out is replaced by whatever the browser has instead. */
  #unplugged(kind: keyof OwnTracks, track: MediaStreamTrack | null): void {
    if (this.#isClosed || !this.#choice || this.#tracks[kind] !== track) return;
    this.#take({ ...this.#tracks, [kind]: null });
    this.choose({ ...this.#choice, [kind === 'camera' ? 'cameraId' : 'microphoneId']: null });
  }
}
