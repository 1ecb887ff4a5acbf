export { type ComposeInput, type Composition, compose, type Placement } from './compose.ts';
