import type en from './en.json';

/** Makes `t` take only keys that exist; `language.ts` holds the other languages to the same keys. */
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}
