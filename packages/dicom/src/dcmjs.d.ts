/** The part of dcmjs that this package uses; the library ships no types. */
declare module 'dcmjs' {
  const dcmjs: {
    data: {
      DicomMetaDictionary: {
        dictionary: Record<string, { tag: string; vr: string; vm: string; name: string } | undefined>;
      };
    };
    log: { disableAll(): void };
  };
  export default dcmjs;
}
