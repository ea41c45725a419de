/** SHA-256 (FIPS 180-4) where a browser has none that answers at once, or none at all outside HTTPS. */

const primes = firstPrimes(64);
const fraction = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32);
/** The first 32 bits of the fractions of the cube roots of the first 64 primes, and of the square roots of eight. */
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const beginning = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

const blockBytes = 64;
const encoder = new TextEncoder();

/** Takes bytes piece by piece. */
export class Sha256 {
  readonly #state = beginning.slice();
  readonly #words = new Int32Array(64);
  readonly #block = new Uint8Array(blockBytes);
  readonly #view = new DataView(this.#block.buffer);
  #filled = 0;
  #length = 0;

  add(content: string | Uint8Array): this {
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    this.#length += bytes.length;
    for (let at = 0; at < bytes.length; ) {
      const piece = bytes.subarray(at, at + blockBytes - this.#filled);
      this.#block.set(piece, this.#filled);
      this.#filled += piece.length;
      at += piece.length;
      if (this.#filled === blockBytes) this.#mix();
    }
    return this;
  }

  /** In lower-case hexadecimal. Nothing may be added afterwards. */
  end(): string {
    const bits = this.#length * 8;
    const padding = (blockBytes * 2 - 9 - this.#filled) % blockBytes;
    const tail = new Uint8Array(1 + padding + 8);
    tail[0] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(1 + padding, Math.floor(bits / 2 ** 32));
    view.setUint32(5 + padding, bits >>> 0);
    this.add(tail);
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #mix(): void {
    this.#filled = 0;
    const words = this.#words;
    for (let t = 0; t < 16; t += 1) words[t] = this.#view.getInt32(t * 4);
    for (let t = 16; t < 64; t += 1) words[t] = expanded(words, t);
    let [a, b, c, d, e, f, g, h] = this.#state as unknown as Eight;
    for (let t = 0; t < 64; t += 1) {
      const sum1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      const one = (h + sum1 + ((e & f) ^ (~e & g)) + (constants[t] as number) + (words[t] as number)) | 0;
      const sum0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
      const two = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => {
      this.#state[index] = ((this.#state[index] as number) + word) | 0;
    });
  }
}

export function sha256(content: string | Uint8Array): string {
  return new Sha256().add(content).end();
}

type Eight = [number, number, number, number, number, number, number, number];

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function expanded(words: Int32Array, t: number): number {
  const [w15, w2] = [words[t - 15] as number, words[t - 2] as number];
  const sigma0 = turned(w15, 7) ^ turned(w15, 18) ^ (w15 >>> 3);
  const sigma1 = turned(w2, 17) ^ turned(w2, 19) ^ (w2 >>> 10);
  return ((words[t - 16] as number) + sigma0 + (words[t - 7] as number) + sigma1) | 0;
}

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let number = 2; found.length < count; number += 1) {
    if (found.every((prime) => number % prime !== 0)) found.push(number);
  }
  return found;
}
