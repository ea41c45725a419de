import { useTranslation } from 'react-i18next';
import { asFile, receipts } from '../hub/receipts.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { useStore } from '../state/useStore.ts';
import { useTimes } from '../state/useTimes.ts';

/** The proofs of having been there that this browser has kept, to be saved as a file. */
export function Receipts() {
  const { t } = useTranslation();
  const { number } = useTimes();
  const all = useStore(receipts);
  return (
    <section className="card stack near">
      <h2>{t('receipts.title')}</h2>
      <p className="soft">{t('receipts.lead')}</p>
      {all.length === 0 ? (
        <p className="soft">{t('receipts.none')}</p>
      ) : (
        <div className="row">
          <PressButton onPress={() => save(asFile(all))} data-testid="receipts-save">
            {t('receipts.save')}
          </PressButton>
          <span data-testid="receipts-count">{t('receipts.count', { value: number(all.length) })}</span>
        </div>
      )}
    </section>
  );
}

function save(file: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = 'receipts.jsonl';
  link.click();
  // The browser reads it after this click, and says nothing when it has.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
