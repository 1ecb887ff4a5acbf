import { type Check, checkFinding, isSectionEmpty } from './check.ts';

/** A report needs an impression; an addendum does not. */
export const emptyImpression: Check = ({ document, isAddendum }) =>
  isAddendum || !isSectionEmpty(document, 'impression')
    ? []
    : [
        checkFinding({
          checkId: 'empty-impression',
          severity: 'blocking',
          message: 'The impression is empty.',
          sectionId: 'impression',
          quote: '',
          dismissible: false,
        }),
      ];

/** Findings, or the body of an addendum, must say something. */
export const emptyFindings: Check = ({ document, isAddendum }) =>
  isSectionEmpty(document, 'findings')
    ? [
        checkFinding({
          checkId: 'empty-section',
          severity: 'blocking',
          message: isAddendum ? 'The addendum is empty.' : 'The findings are empty.',
          sectionId: 'findings',
          quote: '',
          dismissible: false,
        }),
      ]
    : [];
