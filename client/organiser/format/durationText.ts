const minuteMs = 60_000;
const written = /^(\d{1,3})(?:[:.,\s](\d{1,2}))?$/;

/** “2:30” as a length of time; a bare number counts minutes. Null when it is none: seconds go up to 59. */
export function durationOf(text: string): number | null {
  const [, minutes, seconds = '0'] = written.exec(text.trim()) ?? [];
  if (minutes === undefined || Number(seconds) > 59) return null;
  return Number(minutes) * minuteMs + Number(seconds) * 1000;
}

/** The text a field shows for it; empty where there is none. */
export function durationText(ms: number | undefined): string {
  if (ms === undefined) return '';
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
