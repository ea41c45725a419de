const systems = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['Mac', /Macintosh/],
  ['Linux', /Linux/],
] as const;

const browsers = [
  ['Edge', /Edg\//],
  ['Opera', /OPR\//],
  ['Yandex', /YaBrowser\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrom(e|ium)\//],
  ['Safari', /Safari\//],
] as const;

const firstIn = (names: readonly (readonly [string, RegExp])[], text: string): string | undefined =>
  names.find(([, sign]) => sign.test(text))?.[0];

/** “Chrome, Windows”, from what a browser calls itself; null where it says nothing that is known. */
export function deviceName(userAgent: string | null): string | null {
  const known = [firstIn(browsers, userAgent ?? ''), firstIn(systems, userAgent ?? '')];
  return known.filter((each) => each !== undefined).join(', ') || null;
}
