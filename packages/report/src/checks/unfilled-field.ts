import { type Check, checkFinding } from './check.ts';

/** A bracket `[size]`, three asterisks or three underscores: a field of the template that nobody filled. */
const FIELD = /\[[^\][\n]*\]|\*{3,}|_{3,}/g;

export const unfilledField: Check = ({ document }) =>
  document.sections.flatMap((section) =>
    section.paragraphs.flatMap((paragraph) =>
      Array.from(
        paragraph.spans
          .map((span) => span.text)
          .join('')
          .matchAll(FIELD),
        ([quote]) =>
          checkFinding({
            checkId: 'unfilled-field',
            severity: 'blocking',
            message: `The field ${quote} is not filled.`,
            sectionId: section.id,
            quote,
            label: paragraph.label,
            dismissible: false,
          }),
      ),
    ),
  );
