import { inflateSync } from 'node:zlib';

/** The text of a PDF as a reader would copy it: each piece decoded by the map that its own font carries. */
export function pdfText(file: Buffer): string {
  const raw = file.toString('latin1');
  const objects = new Map(
    [...raw.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]),
  );
  const fonts = new Map(
    [...raw.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, mapOf(objects, id)]),
  );
  return [...objects.values()]
    .map(streamOf)
    .filter((stream) => / T[jJ]/.test(stream))
    .map((stream) => written(stream, fonts))
    .join('\n');
}

type Letters = ReadonlyMap<number, string>;

function streamOf(body: string): string {
  const [, packed] = /stream\n([\s\S]*?)\nendstream/.exec(body) ?? [];
  if (packed === undefined) return '';
  return body.includes('FlateDecode')
    ? inflateSync(Buffer.from(packed, 'latin1')).toString('latin1')
    : packed;
}

function mapOf(objects: ReadonlyMap<string, string>, fontId: string): Letters {
  const [, mapId = ''] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(fontId) ?? '') ?? [];
  const letters = new Map<number, string>();
  for (const [, from = '0', list = ''] of streamOf(objects.get(mapId) ?? '').matchAll(
    /<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g,
  )) {
    [...list.matchAll(/<([^>]*)>/g)].forEach(([, codes = ''], index) => {
      const units = codes.split(' ').map((code) => Number.parseInt(code, 16));
      letters.set(Number.parseInt(from, 16) + index, String.fromCharCode(...units));
    });
  }
  return letters;
}

function written(stream: string, fonts: ReadonlyMap<string, Letters>): string {
  let letters: Letters = new Map();
  const pieces: string[] = [];
  for (const [, font, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) letters = fonts.get(font) ?? new Map();
    if (shown !== undefined) pieces.push(decoded(shown, letters));
  }
  return pieces.join(' ').replace(/\s+/g, ' ');
}

function decoded(shown: string, letters: Letters): string {
  const codes = [...shown.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => hex).join('');
  return [...codes.matchAll(/.{4}/g)].map(([code]) => letters.get(Number.parseInt(code, 16)) ?? '').join('');
}
