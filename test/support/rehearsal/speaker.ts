import type { TestHub } from '../hub.ts';
import { Line } from '../line.ts';
import { askOn } from '../rtc/ask.ts';
import { RtcEndpoint } from '../rtc/endpoint.ts';
import { LiveCamera } from '../rtc/live-camera.ts';
import { LiveVoice } from '../rtc/live-voice.ts';

/** A candidate whose microphone and camera never stop sending, whoever has the floor: cutting is the hub's affair. */
export class Speaker {
  readonly slotId: string;
  readonly line: Line;
  readonly #endpoint: RtcEndpoint;

  static async join(hub: TestHub, { accountId, slotId }: TestHub['candidates'][0]): Promise<Speaker> {
    const line = await Line.join(hub, 'candidate', await hub.signIn(accountId));
    const endpoint = await RtcEndpoint.open(askOn(line), { direction: 'send' });
    await endpoint.produce('microphone', new LiveVoice());
    await endpoint.produce('camera', new LiveCamera());
    return new Speaker(slotId, line, endpoint);
  }

  private constructor(slotId: string, line: Line, endpoint: RtcEndpoint) {
    this.slotId = slotId;
    this.line = line;
    this.#endpoint = endpoint;
  }

  close(): void {
    this.#endpoint.close();
    this.line.leave();
  }
}
