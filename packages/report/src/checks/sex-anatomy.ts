import { type Check, checkFinding } from './check.ts';

/** Breast, pelvis and cervical spine are everyone's. */
const MALE_ANATOMY =
  /\b(?:prostat\w*|seminal vesicles?|testes|testis|testic\w*|scrot\w*|epididym\w*|spermatic\w*|penis|penile|vas deferens|hydroceles?)\b/gi;
const FEMALE_ANATOMY =
  /\b(?:uterus|uterine|uteri|endometri\w*|myometri\w*|cervix|ovary|ovaries|ovarian|adnexa\w*|fallopian|salpinx|hydrosalpinx|vagina\w*|vulva\w*|hysterectomy|oophorectomy|parametri\w*)\b/gi;
/** "Family history of ovarian cancer" is about somebody else. */
const ABOUT_RELATIVES = /\b(?:family history|mother|father|sister|brother|maternal|paternal|daughter|son)\b/i;

/** Organs that a patient of the recorded sex does not have. */
export const sexAnatomy: Check = ({ context }, sentences) => {
  const pattern = context.sex === 'male' ? FEMALE_ANATOMY : context.sex === 'female' ? MALE_ANATOMY : null;
  if (!pattern) return [];
  return sentences.flatMap((sentence) =>
    ABOUT_RELATIVES.test(sentence.text)
      ? []
      : [...new Set(Array.from(sentence.text.matchAll(pattern), ([word]) => word))].map((quote) =>
          checkFinding({
            checkId: 'sex-anatomy',
            severity: 'blocking',
            message: `"${quote}" in the report of a ${context.sex} patient.`,
            sectionId: sentence.sectionId,
            quote,
            label: sentence.label,
            dismissible: true,
          }),
        ),
  );
};
