import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { playTestSound } from '../media/level.ts';
import { PressButton } from '../pieces/PressButton.tsx';

export function SpeakerTest() {
  const { t } = useTranslation();
  const test = useMutation({ mutationFn: playTestSound });
  return (
    <div className="row">
      <PressButton onPress={() => test.mutate()} isDisabled={test.isPending}>
        {t('device.testSound')}
      </PressButton>
      <span className="small soft" role="status">
        {test.isPending ? t('device.playing') : test.isSuccess ? t('device.played') : ''}
      </span>
    </div>
  );
}
