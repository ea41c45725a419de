import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../../pieces/PressButton.tsx';
import { Trouble } from '../../pieces/Trouble.tsx';
import type { Protocol } from './protocol.ts';
import { type ProtocolWords, useProtocolWords } from './useProtocolWords.ts';

type Props = { fileName: string; protocolOf: (words: ProtocolWords) => Promise<Protocol> };

/** Writes a protocol in the page's language as a PDF, and gives it to the browser. The writer comes only when asked for. */
export function ProtocolButton({ fileName, protocolOf }: Props) {
  const { t } = useTranslation();
  const words = useProtocolWords();
  const write = useMutation({
    mutationFn: async () => {
      const [{ pdfOf }, protocol] = await Promise.all([import('./pdf.ts'), protocolOf(words)]);
      download(await pdfOf(protocol), fileName);
    },
  });
  return (
    <>
      <PressButton isDisabled={write.isPending} onPress={() => write.mutate()} data-testid="protocol">
        {write.isPending ? t('state.working') : t('exports.pdf')}
      </PressButton>
      {write.isError && <Trouble error={write.error} />}
    </>
  );
}

function download(file: Blob, fileName: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
