/**
 * True for a valid National Provider Identifier: 10 digits whose last is the Luhn check digit over the number with the prefix 80840
 * (45 CFR 162.406; CMS "Requirements for National Provider Identifier and NPI Check Digit").
 */
export function isNpi(text: string): boolean {
  if (!/^\d{10}$/.test(text)) return false;
  const digits = [...`80840${text}`].map(Number).reverse();
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
