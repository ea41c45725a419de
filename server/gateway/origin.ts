/**
 * Whether a browser's request comes from our own pages (EDGE-5). Programs that send no origin are not browsers and
 * carry no cookie of a visitor; a socket must always name one.
 */
export function isOwnOrigin(origin: string | undefined, publicUrl: string): boolean {
  return origin !== undefined && URL.canParse(origin) && new URL(origin).origin === new URL(publicUrl).origin;
}
