import dcmjs from 'dcmjs';

// dcmjs logs the values of elements that it does not understand, private ones included: that is PHI on the console.
dcmjs.log.disableAll();

/**
 * The value representation of a standard tag (`x00100010`), or undefined for a private or unknown one.
 * Where PS3.6 allows two, `OW` stands for "OB or OW" and `US` for "US or SS": the data set decides by PixelRepresentation.
 */
export function dictionaryVr(tag: string): string | undefined {
  const group = tag.slice(1, 5);
  const element = tag.slice(5);
  if (element === '0000') return 'UL';
  // Private creators are LO (PS3.5 7.8.1); other private elements have no public VR.
  if (Number.parseInt(group, 16) % 2 === 1) return /^00[1-9a-f][0-9a-f]$/.test(element) ? 'LO' : undefined;
  // Repeating groups 50xx and 60xx are listed once, as their first group (PS3.5 7.6).
  const listed = /^(50|60)/.test(group) ? `${group.slice(0, 2)}00` : group;
  const vr = dcmjs.data.DicomMetaDictionary.dictionary[`(${listed},${element})`.toUpperCase()]?.vr;
  if (vr === 'ox' || vr === 'lt') return 'OW';
  if (vr === 'xs') return 'US';
  if (vr === 'up') return 'UL';
  return vr && /^[A-Z]{2}$/.test(vr) ? vr : undefined;
}

/** Whether the dictionary leaves the choice between US and SS to PixelRepresentation (PS3.5 A.1, note on ambiguous VRs). */
export function isSignednessAmbiguous(tag: string): boolean {
  return dcmjs.data.DicomMetaDictionary.dictionary[`(${tag.slice(1, 5)},${tag.slice(5)})`.toUpperCase()]?.vr === 'xs';
}
