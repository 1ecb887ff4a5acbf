export { addendum } from './addendum.ts';
export { chooseTemplate, TEMPLATES, templateById } from './choose-template.ts';
export { startAddendum, startDocument } from './start-document.ts';
export type { NormalStatement, OrganSystem, ReportTemplate, TemplateFit } from './template.ts';
export { organSystemsFor } from './template.ts';
