export { organOf, organsNamed } from './organ.ts';
export { OTHER_LABEL, type RoutedSentence, routeText } from './route.ts';
export { type Sentence, splitSentences } from './sentences.ts';
