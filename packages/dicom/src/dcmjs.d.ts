/** The part of dcmjs that this package uses; the library ships no types. */
declare module 'dcmjs' {
  interface DictionaryElement {
    vr: string;
    Value: unknown[];
  }
  const dcmjs: {
    data: {
      DicomMetaDictionary: {
        dictionary: Record<string, { tag: string; vr: string; vm: string; name: string } | undefined>;
      };
      /** A Part 10 file: its meta information and its data set, by tags of eight hex digits. */
      DicomDict: new (
        meta: Record<string, DictionaryElement>,
      ) => {
        dict: Record<string, DictionaryElement>;
        write(options?: { fragmentMultiframe?: boolean }): ArrayBuffer;
      };
    };
    log: { disableAll(): void };
  };
  export default dcmjs;
}
