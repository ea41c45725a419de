import { useTranslation } from 'react-i18next';
import { lengthMs } from '../../server/rules/intervals.ts';
import { useTimes } from '../state/useTimes.ts';
import { Axis } from './drawn/Axis.tsx';
import { type Drawn, Lane } from './drawn/Lane.tsx';
import { type Scale, scaleOf } from './drawn/scale.ts';
import type { Review } from './ReviewPage.tsx';

type Seen = Pick<Review['slots'][number], 'present' | 'turns' | 'outages' | 'devices'>;
type Props = { seen: Seen; review: Review; name: string };

/** The floor, the presence that counts and what each witness saw of each device, drawn over the time of the debate. */
export function Timeline({ seen, review, name }: Props) {
  const { t } = useTranslation();
  const { length } = useTimes();
  const scale = scaleOfDebate(review, seen);
  if (scale === null) return null;
  const { zone } = review.debate.area;
  const uncounted = notCounted(review, seen);
  const told = t('timeline.drawn', {
    name,
    present: length(lengthMs(seen.present)),
    turns: seen.turns.length,
  });
  return (
    <figure className="lanes">
      <Lane
        name={t('timeline.turn')}
        told={told}
        {...{ scale, zone }}
        drawn={[{ kind: 'turn', intervals: seen.turns, from: 0.15, to: 0.85 }, ...uncounted]}
      />
      <Lane
        name={t('timeline.present')}
        told={t('timeline.presentTold', { present: length(lengthMs(seen.present)) })}
        {...{ scale, zone }}
        drawn={[{ kind: 'present', intervals: seen.present, from: 0, to: 1 }, ...uncounted]}
      />
      {seen.devices.map((device, index) => (
        <Device key={device.device} device={device} number={index + 1} {...{ scale, zone }} />
      ))}
      <Axis scale={scale} zone={zone} />
    </figure>
  );
}

type DeviceProps = { device: Seen['devices'][number]; number: number; scale: Scale; zone: string };

/** Three thin lines: the page, the line, picture and sound. Two of them at once are presence. */
function Device({ device: { session, transport, media }, number, scale, zone }: DeviceProps) {
  const { t } = useTranslation();
  const { length } = useTimes();
  const told = {
    session: length(lengthMs(session)),
    transport: length(lengthMs(transport)),
    media: length(lengthMs(media)),
  };
  return (
    <Lane
      name={t('timeline.device', { number })}
      told={t('timeline.deviceTold', { number, ...told })}
      {...{ scale, zone }}
      drawn={[
        { kind: 'session', intervals: session, from: 0.04, to: 0.3 },
        { kind: 'transport', intervals: transport, from: 0.37, to: 0.63 },
        { kind: 'media', intervals: media, from: 0.7, to: 0.96 },
      ]}
    />
  );
}

function notCounted({ outages, pauses }: Review, seen: Seen): Drawn[] {
  return [
    { kind: 'outage', intervals: [...outages, ...seen.outages], from: 0, to: 1 },
    { kind: 'pause', intervals: pauses, from: 0, to: 1 },
  ];
}

function scaleOfDebate({ startedAtMs, endedAtMs }: Review, { present, turns }: Seen): Scale | null {
  if (startedAtMs === null) return null;
  const last = Math.max(startedAtMs + 1, ...[...present, ...turns].map(({ toMs }) => toMs));
  return scaleOf(startedAtMs, endedAtMs ?? last);
}
