/** Whether a write was refused because somebody else has this key already. */
export function isTakenPlace(error: unknown, key: string): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return code === '23505' && constraint === key;
}
