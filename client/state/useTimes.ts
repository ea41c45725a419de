import { useTranslation } from 'react-i18next';
import { useNamed } from './useNamed.ts';

type Parts = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

/**
 * Instants and lengths in the page's language. Browsers carry no Kazakh calendar, so its words are ours, and one way
 * serves all three languages.
 */
export function useTimes() {
  const { t } = useTranslation();
  const { language } = useNamed();
  const numbers = new Intl.NumberFormat(language === 'en' ? 'en' : 'ru', { maximumFractionDigits: 1 });
  const weekday = (parts: Parts) => t(`calendar.weekday.${(parts.weekday ?? 'Mon') as 'Mon'}`);
  const month = (parts: Parts) => t(`calendar.month.${(parts.month ?? '1') as '1'}`);
  return {
    number: (value: number) => numbers.format(value),
    /** “Sunday, 22 November, 19:00”, in `zone`. */
    instant: (ms: number, zone?: string) => {
      const parts = partsOf(ms, zone);
      const day = parts.day ?? '';
      return t('calendar.instant', {
        weekday: weekday(parts),
        day,
        month: month(parts),
        time: timeOf(parts),
      });
    },
    /** “22 November, 19:00”. */
    day: (ms: number, zone?: string) => {
      const parts = partsOf(ms, zone);
      return t('calendar.day', { day: parts.day ?? '', month: month(parts), time: timeOf(parts) });
    },
    time: (ms: number, zone?: string) => {
      const parts = partsOf(ms, zone);
      return `${timeOf(parts)}:${parts.second ?? '00'}`;
    },
    /** “2 min 30 s”, on one line; under a minute only seconds, from an hour on no seconds. */
    length: (ms: number) => {
      const total = Math.round(ms / 1000);
      const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
      const words = [
        hours > 0 && t('length.hours', { value: hours }),
        minutes > 0 && t('length.minutes', { value: minutes }),
        (total === 0 || (seconds > 0 && hours === 0)) && t('length.seconds', { value: seconds }),
      ];
      return words.filter(Boolean).join(' ').replaceAll(' ', '\u00a0');
    },
  };
}

function partsOf(ms: number, timeZone?: string): Parts {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...(timeZone ? { timeZone } : {}),
    weekday: 'short',
    day: 'numeric',
    month: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const parts = format.formatToParts(ms).map(({ type, value }) => [type, value]);
  const { month, ...rest } = Object.fromEntries(parts) as Parts;
  return { ...rest, month: String(Number(month)) };
}

function timeOf({ hour, minute }: Parts): string {
  return `${hour}:${minute}`;
}

/** “GMT+5”: what an area's clocks differ by at that instant. */
export function zoneOffset(ms: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(ms);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** “2:05”, rounded up, so that a clock shows 0:00 only when time is over. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
