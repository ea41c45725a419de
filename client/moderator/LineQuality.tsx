import { useTranslation } from 'react-i18next';
import type { LineQuality as Quality } from '../../server/protocol/stage.ts';
import './quality.css';

const strength: Record<Quality, number> = { good: 3, fair: 2, poor: 1, none: 0 };

/** How well a candidate's sending line does, in bars and in words. */
export function LineQuality({ quality }: { quality: Quality }) {
  const { t } = useTranslation();
  return (
    <p className="quality small" data-quality={quality}>
      <span className="quality-bars" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <span key={bar} data-on={bar <= strength[quality] || undefined} />
        ))}
      </span>
      {t(`moderator.quality.${quality}`)}
    </p>
  );
}
