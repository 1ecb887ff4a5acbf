import { isPending, type ReportDocument, SECTION_TITLES } from '@readroom/contract';
import './editor/report-text.css';

/** A report that cannot be changed here. A section without words is left out, as in print. */
export function ReportDocumentView({ document, isAddendum = false }: { document: ReportDocument; isAddendum?: boolean }) {
  const sections = document.sections
    .map(({ id, paragraphs }) => ({ id, paragraphs: paragraphs.filter(({ spans }) => spans.some(({ text }) => text.trim() !== '')) }))
    .filter(({ paragraphs }) => paragraphs.length > 0);
  return (
    <div className={isAddendum ? 'report-text report-addendum' : 'report-text'}>
      {sections.map(({ id, paragraphs }) => (
        <section key={id} className="report-section" data-section={id} data-testid={`signed-section-${id}`}>
          <h3 className="report-section-title">{SECTION_TITLES[id]}</h3>
          <div className="report-section-text">
            {paragraphs.map(({ label, spans }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the words never change here
              <p key={index} {...(label === null ? {} : { 'data-label': label })}>
                {spans.map((span, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the words never change here
                  <span key={place} data-origin={span.origin} {...(isPending(span) ? { 'data-pending': '' } : {})}>
                    {span.text}
                  </span>
                ))}
              </p>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
