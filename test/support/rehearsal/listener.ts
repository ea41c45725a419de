import type { ProducerView } from '../../../server/protocol/media.ts';
import type { TestHub } from '../hub.ts';
import { Line } from '../line.ts';
import { askOn } from '../rtc/ask.ts';
import { RtcEndpoint } from '../rtc/endpoint.ts';

const packetMs = 20;

/** A viewer that counts how long each candidate's voice really arrives, by their packets alone. */
export class Listener {
  readonly #line: Line;
  readonly #endpoint: RtcEndpoint;
  readonly #packets = new Map<string, number>();
  readonly #known = new Set<string>();

  static async join(hub: TestHub): Promise<Listener> {
    const line = await Line.join(hub, 'viewer');
    return new Listener(line, await RtcEndpoint.open(askOn(line), { direction: 'receive' }));
  }

  private constructor(line: Line, endpoint: RtcEndpoint) {
    this.#line = line;
    this.#endpoint = endpoint;
  }

  /** Receives every microphone of these that it does not receive yet. */
  async follow(producers: readonly ProducerView[]): Promise<void> {
    const fresh = producers.filter(
      ({ producerId, source }) => source === 'microphone' && !this.#known.has(producerId),
    );
    for (const { producerId, slotId } of fresh) {
      this.#known.add(producerId);
      await this.#endpoint.consume(producerId, () => {
        if (slotId) this.#packets.set(slotId, (this.#packets.get(slotId) ?? 0) + 1);
      });
    }
  }

  heardMs(slotId: string): number {
    return (this.#packets.get(slotId) ?? 0) * packetMs;
  }

  close(): void {
    this.#endpoint.close();
    this.#line.leave();
  }
}
