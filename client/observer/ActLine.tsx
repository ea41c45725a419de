import type { Act } from '../../server/protocol/acts.ts';
import { detailsOf, quoteOf } from './details.ts';
import type { ActContext, useActWords } from './useActWords.ts';

type Props = { act: Act; context: ActContext; words: ReturnType<typeof useActWords> };

/** One act: when, by whom, what, with which words for it, and what it did to the time of each candidate. */
export function ActLine({ act, context, words }: Props) {
  const { say, sentence, actorOf } = words;
  const quote = quoteOf(act);
  return (
    <li data-kind={act.kind}>
      <p className="act-head small soft">
        <time dateTime={new Date(act.atMs).toISOString()}>{say.time(act.atMs)}</time>{' '}
        <span>{actorOf(act)}</span>
      </p>
      <p>{sentence(act)}</p>
      {quote !== null && (
        <p>
          <q>
            <bdi>{quote}</bdi>
          </q>
        </p>
      )}
      {detailsOf(act, context, say).map((detail) => (
        <p key={detail} className="small act-detail">
          {detail}
        </p>
      ))}
    </li>
  );
}
