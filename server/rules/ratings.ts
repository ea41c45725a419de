/** Ratings as they are imported: JSON rows, or CSV with a head line. */
import { Rating } from '../protocol/duties.ts';
import { Refusal } from '../protocol/refusals.ts';

const head = 'candidacyId,votes';
const mostRatings = 1000;

/** Each candidacy once; refused with the line that cannot be read. */
export function readRatings(given: readonly Rating[] | string): Rating[] {
  const ratings = typeof given === 'string' ? readCsv(given) : [...given];
  if (ratings.length > mostRatings) throw new Refusal('limit-reached', 'ratings');
  const ids = new Set(ratings.map(({ candidacyId }) => candidacyId));
  if (ids.size !== ratings.length) throw new Refusal('bad-input', 'a candidacy is rated twice');
  return ratings;
}

function readCsv(text: string): Rating[] {
  const [first = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/);
  if (first.trim() === '' && lines.length === 0) return [];
  if (first.trim() !== head) throw new Refusal('bad-input', `line 1: expected "${head}"`);
  return lines.map((line, index) => {
    const [candidacyId, votes, ...more] = line.split(',').map((part) => part.trim());
    const isNumber = votes !== undefined && /^\d{1,9}$/.test(votes);
    const rating = Rating.safeParse({ candidacyId, votes: isNumber ? Number(votes) : null });
    if (!rating.success || more.length > 0) throw new Refusal('bad-input', `line ${index + 2}`);
    return rating.data;
  });
}
