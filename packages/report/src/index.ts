export { canonicalize } from './canonical.ts';
export { type CheckFinding, type CheckInput, type CriticalPhrase, criticalPhrases, runChecks, suggestsCritical } from './checks/index.ts';
export { type ComposeInput, type Composition, compose, type Placement } from './compose/index.ts';
export type { PriorExam, StudyContext } from './context.ts';
export { type DocumentSummary, type SourceDocument, summariseDocuments } from './history/index.ts';
export { type RenderTextOptions, renderText } from './render/text.ts';
export { OTHER_LABEL, type RoutedSentence, routeText, type Sentence, splitSentences } from './routing/index.ts';
export {
  addendum,
  chooseTemplate,
  type NormalStatement,
  type OrganSystem,
  organSystemsFor,
  type ReportTemplate,
  startAddendum,
  startDocument,
  TEMPLATES,
  type TemplateFit,
  templateById,
} from './templates/index.ts';
export { toWrittenForm } from './written-form/index.ts';
