import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Nothing } from '../../pieces/Nothing.tsx';
import { useNamed } from '../../state/useNamed.ts';
import { DueClock } from './DueClock.tsx';
import type { Work } from './worklist.ts';
import './worklist.css';

/** What is open, in two lists: what waits for the reader, and what waits for somebody else. */
export function Worklist({ work }: { work: readonly Work[] }) {
  const { t } = useTranslation();
  const others = work.filter(({ waitsFor }) => waitsFor === 'others');
  return (
    <div className="stack far">
      <section className="stack">
        <h2>{t('work.mine')}</h2>
        <Items work={work.filter(({ waitsFor }) => waitsFor === 'me')} empty={t('work.nothing')} />
      </section>
      {others.length > 0 && (
        <section className="stack">
          <h2>{t('work.party')}</h2>
          <Items work={others} empty="" />
        </section>
      )}
    </div>
  );
}

function Items({ work, empty }: { work: readonly Work[]; empty: string }) {
  if (work.length === 0) return <Nothing>{empty}</Nothing>;
  return (
    <ul className="work">
      {work.map((each) => (
        <Item key={each.key} work={each} />
      ))}
    </ul>
  );
}

function Item({ work }: { work: Work }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const { title, number, names } = work;
  const titleless = number === null ? t('work.excuse') : t('work.case', { number });
  return (
    <li className="work-item">
      <div className="stack near">
        <span className="work-kind small">{t(`work.kind.${work.kind}`)}</span>
        <h3>
          <Link to={work.to}>{title === null ? titleless : named(title)}</Link>
        </h3>
        {names.length > 0 && <p className="work-names">{names.join(' · ')}</p>}
        <p className="small soft">{t(`work.why.${work.why}`)}</p>
      </div>
      <DueClock {...work} />
    </li>
  );
}
