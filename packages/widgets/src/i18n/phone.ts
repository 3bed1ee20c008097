// Calling codes of one and two digits (ITU E.164, 2016); all others have three.
const callingCode = /^\+(1|7|20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

/**
 * An E.164 number as it can be read out: `+447700900147` is `+44 7700900147`. What follows the calling code is not
 * grouped: each country does that by rules of its own, and a wrong group reads as a wrong number.
 */
export function readablePhone(phone: string): string {
  const code = callingCode.exec(phone)?.[0];
  if (code === undefined) return phone;
  return `${code} ${phone.slice(code.length)}`;
}
