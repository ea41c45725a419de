import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../server/protocol/refusals.ts';
import { type NetworkReach, probeNetwork, type Reach } from '../media/reach.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { useTimes } from '../state/useTimes.ts';
import { useWordsFor } from '../state/useWordsFor.ts';

const askAgainMs = 60_000;

/** Whether this network lets picture and sound through, before it matters. */
export function NetworkCheck({ debateId }: { debateId: string }) {
  const { t } = useTranslation();
  const wordsFor = useWordsFor();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['reach', debateId],
    queryFn: () => probeNetwork(debateId),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => (isTooEarly(state.error) ? askAgainMs : false),
    retry: false,
  });
  const isEarly = isTooEarly(error);
  return (
    <section className="stack near network" aria-label={t('device.network')} data-testid="network">
      <h2 className="card-title">{t('device.network')}</h2>
      {data && <Lines reach={data} />}
      <p role="status" data-testid="network-means">
        {isFetching && !isEarly
          ? t('device.reach.asking')
          : isEarly
            ? t('device.reach.later')
            : error
              ? wordsFor(error)
              : data && <Meaning reach={data} />}
      </p>
      {!isEarly && (
        <div className="row">
          <PressButton look="quiet" isDisabled={isFetching} onPress={() => void refetch()}>
            {t('device.reach.again')}
          </PressButton>
        </div>
      )}
    </section>
  );
}

function isTooEarly(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'debate-not-open';
}

function Lines({ reach }: { reach: NetworkReach }) {
  const { t } = useTranslation();
  const { number } = useTimes();
  const roundTripMs = reach.udp.roundTripMs ?? reach.tcp.roundTripMs;
  return (
    <dl className="network-lines">
      <Line name="UDP" reach={reach.udp} />
      <Line name="TCP" reach={reach.tcp} />
      <div>
        <dt>{t('device.reach.roundTrip')}</dt>
        <dd className="figures">
          {roundTripMs === null ? '–' : t('device.reach.ms', { value: number(roundTripMs) })}
        </dd>
      </div>
    </dl>
  );
}

function Line({ name, reach }: { name: string; reach: Reach }) {
  const { t } = useTranslation();
  return (
    <div data-reach={name} data-ok={reach.isReachable || undefined}>
      <dt>{name}</dt>
      <dd>{reach.isReachable ? t('device.reach.ok') : t('device.reach.none')}</dd>
    </div>
  );
}

/** What the three lines mean for the debate, and what to do about it. */
function Meaning({ reach }: { reach: NetworkReach }) {
  const { t } = useTranslation();
  if (reach.udp.isReachable) return isSlow(reach.udp) ? t('device.reach.slow') : t('device.reach.good');
  if (reach.tcp.isReachable) return t('device.reach.onlyTcp');
  return t('device.reach.neither', { ports: reach.ports.join(', ') });
}

const slowMs = 400;

function isSlow({ roundTripMs }: Reach): boolean {
  return roundTripMs !== null && roundTripMs >= slowMs;
}
