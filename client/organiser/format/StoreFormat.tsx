import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Format } from '../../../server/protocol/campaign.ts';
import type { Names } from '../../../server/protocol/words.ts';
import type { FormatFault } from '../../../server/rules/format-faults.ts';
import { api } from '../../hub/api.ts';
import { PressButton } from '../../pieces/PressButton.tsx';
import { Trouble } from '../../pieces/Trouble.tsx';
import { organiserDesk, queryClient } from '../../state/queries.ts';

type Props = {
  /** Null while some field is missing. */
  rules: Omit<Format, 'names'> | null;
  title: Names;
  faults: readonly FormatFault[];
  onStored: (format: Format) => void;
  onDiscard: () => void;
};

/** The end of editing: the format is stored for good, or what still stands in the way is said. */
export function StoreFormat({ rules, title, faults, onStored, onDiscard }: Props) {
  const { t } = useTranslation();
  const read = Format.safeParse({ ...rules, names: title });
  const canStore = read.success && faults.length === 0;
  const store = useMutation({
    mutationFn: (body: Format) => api('organiser.create-format', { body }),
    onSuccess: async (_, format) => {
      await queryClient.invalidateQueries({ queryKey: organiserDesk.queryKey });
      onStored(format);
    },
  });
  return (
    <div className="stack">
      {faults
        .filter(({ phase }) => phase === null)
        .map(({ code }) => (
          <p key={code} className="field-error">
            {t(`format.fault.${code}`)}
          </p>
        ))}
      <div className="row">
        <PressButton
          look="main"
          size="large"
          data-testid="store-format"
          isDisabled={!canStore || store.isPending}
          onPress={() => read.success && store.mutate(read.data)}
        >
          {store.isPending ? t('state.working') : t('format.store')}
        </PressButton>
        <PressButton look="quiet" onPress={onDiscard}>
          {t('format.discard')}
        </PressButton>
        {!canStore && (
          <span className="soft small">{t(read.success ? 'format.wrong' : 'format.missing')}</span>
        )}
      </div>
      {store.isError && <Trouble error={store.error} />}
    </div>
  );
}
