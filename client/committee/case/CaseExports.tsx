import { useTranslation } from 'react-i18next';
import type { CaseView } from '../../../server/protocol/cases.ts';
import { ProtocolButton } from '../exports/ProtocolButton.tsx';
import '../../pieces/press.css';

/** The case as a file: as a protocol to be signed and filed, and as data for somebody else's tools. */
export function CaseExports({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  return (
    <section className="stack near">
      <h2 className="card-title">{t('exports.title')}</h2>
      <div className="row">
        <ProtocolButton
          fileName={`case-${view.number}.pdf`}
          protocolOf={async (words) => (await import('../exports/caseProtocol.ts')).caseProtocol(view, words)}
        />
        <a className="press" href={`/api/committee/cases/${view.id}`} download={`case-${view.number}.json`}>
          {t('exports.json')}
        </a>
      </div>
    </section>
  );
}
