type Measured<T> = { readonly closed: boolean; getStats(): Promise<T[]> };

/** Nothing when it was closed while we asked, or its worker died. */
export async function statsOf<T>(thing: Measured<T>): Promise<T[] | undefined> {
  try {
    return await thing.getStats();
  } catch (error) {
    if (thing.closed) return undefined;
    throw error;
  }
}
