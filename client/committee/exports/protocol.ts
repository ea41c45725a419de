/** A protocol before it is a file: what stands in it, in which order. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string; isSoft?: boolean }
  | { kind: 'facts'; rows: readonly (readonly [name: string, value: string])[] }
  /** `growing`: the column that takes the room that is left. */
  | {
      kind: 'table';
      head: readonly string[];
      rows: readonly (readonly string[])[];
      growing: number;
    }
  /** Bars over time, from 0 to 1 of the width, with what they belong to above them. */
  | { kind: 'drawing'; title: string; lanes: readonly DrawnLane[]; from: string; to: string }
  | { kind: 'signatures'; lines: readonly string[] };

export type DrawnLane = {
  name: string;
  bars: readonly { from: number; to: number; tone: Tone }[];
  mark?: number;
};
export type Tone = 'present' | 'turn' | 'outage' | 'pause';

export type Protocol = { title: string; subtitle: string; foot: string; blocks: readonly Block[] };
