import { useTranslation } from 'react-i18next';

const choices = ['all', 'moderator'] as const;
export type Shown = (typeof choices)[number];

/** Whose acts are shown. */
export function ActFilter({ shown, onChange }: { shown: Shown; onChange: (shown: Shown) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className="act-filter" aria-label={t('acts.filter')}>
      {choices.map((choice) => (
        <button
          key={choice}
          type="button"
          aria-pressed={choice === shown}
          data-testid={`acts-${choice}`}
          onClick={() => onChange(choice)}
        >
          {t(`acts.shown.${choice}`)}
        </button>
      ))}
    </fieldset>
  );
}
