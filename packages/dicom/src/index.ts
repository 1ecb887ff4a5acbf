/** DICOM without I/O: bytes to facts, checks, DICOM JSON and geometry, over dicom-parser and dcmjs. */
export { type TextDecode, textDecoder } from './character-set.ts';
export { type BulkData, type Inflate, type ParsedDataSet, type ReadOptions, readDataSet } from './data-set.ts';
export { isoDate, isoTime } from './date-time.ts';
export { type DicomJson, type DicomJsonAttribute, type DicomJsonValue, toDicomJson } from './dicom-json.ts';
export { type InvalidDicomCode, InvalidDicomError, type SopInstance } from './errors.ts';
export * from './geometry/index.ts';
export { type InstanceFacts, type ParseResult, parseInstance } from './instance.ts';
export { formatPersonName, type PersonName, parsePersonName, personNameGroups, readablePersonName } from './person-name.ts';
export { EncapsulatedDataCheck, incompleteNativeData, nativePixelDataLength, type PixelLayout } from './pixel-data.ts';
export { type Capture, SECONDARY_CAPTURE_STORAGE, secondaryCapture } from './secondary-capture.ts';
export { describeTransferSyntax, type TransferSyntax } from './transfer-syntax.ts';
export { isValidUid, trimUid } from './uid.ts';
