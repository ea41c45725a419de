/** Every key of one language's words, as `family.key`, in order: two languages are complete when these are equal. */
export function keysOf(words: object, prefix = ''): string[] {
  return Object.entries(words)
    .flatMap(([key, value]) =>
      typeof value === 'object' && value !== null ? keysOf(value, `${prefix}${key}.`) : [`${prefix}${key}`],
    )
    .sort();
}
