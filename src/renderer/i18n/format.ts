import { useTranslation } from 'react-i18next';

/** Numbers, times and sizes as people of one language write them. */
export interface Format {
  number: (value: number) => string;
  /** A share of 1. */
  percent: (value: number) => string;
  /** A duration in milliseconds: `0.4 ms`, `12 ms`, `1.5 s`. */
  duration: (ms: number) => string;
  /** A long duration in whole units, such as `2 h 5 min`. */
  span: (ms: number) => string;
  /** A size in bytes, in steps of 1,024. */
  bytes: (bytes: number) => string;
  /** A clock time with seconds, for a Unix time in milliseconds. */
  time: (at: number) => string;
  /** A day and hour, for a Unix time in milliseconds. */
  day: (at: number) => string;
  /** How long ago, for a Unix time in milliseconds. */
  ago: (at: number, now: number) => string;
}

const sizes = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Formats for one language; `locale` is a BCP 47 tag. */
export function createFormat(locale: string): Format {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat(locale, { month: 'numeric', day: 'numeric', hour: '2-digit', hourCycle: 'h23' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' });
  const rounded = (value: number): string => (Math.abs(value) < 10 ? fine : whole).format(value);
  return {
    number: (value) => whole.format(value),
    percent: (value) => percent.format(value),
    duration: (ms) => (ms < 999.5 ? `${rounded(ms)} ms` : `${rounded(ms / 1_000)} s`),
    span(ms) {
      const minutes = Math.floor(ms / 60_000);
      const parts =
        minutes < 1
          ? [`${whole.format(ms / 1_000)} s`]
          : [minutes >= 60 && `${Math.floor(minutes / 60)} h`, `${minutes % 60} min`];
      return parts.filter(Boolean).join(' ');
    },
    bytes(bytes) {
      const step = bytes < 1 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log2(bytes) / 10));
      return `${rounded(bytes / 1_024 ** step)} ${sizes[step]}`;
    },
    time: (at) => time.format(at),
    day: (at) => day.format(at),
    ago(at, now) {
      const seconds = Math.min(0, Math.round((at - now) / 1_000));
      if (seconds > -60) return relative.format(seconds, 'second');
      if (seconds > -3_600) return relative.format(Math.round(seconds / 60), 'minute');
      if (seconds > -86_400) return relative.format(Math.round(seconds / 3_600), 'hour');
      return relative.format(Math.round(seconds / 86_400), 'day');
    },
  };
}

/** By language. `Intl` takes long to make them, and a list has a component for each cell of each row. */
const formats = new Map<string, Format>();

/** Formats in the language the app speaks now. */
export function useFormat(): Format {
  const { language } = useTranslation().i18n;
  const format = formats.get(language) ?? createFormat(language);
  formats.set(language, format);
  return format;
}
