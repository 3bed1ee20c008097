// Calling codes of one and two digits (ITU E.164, 2016); all others have three.
const callingCode = /^\+(1|7|20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

/** An E.164 number in groups that can be read out: `+447700900147` is `+44 770 090 0147`. */
export function readablePhone(phone: string): string {
  const code = callingCode.exec(phone)?.[0];
  if (code === undefined) return phone;
  const rest = phone.slice(code.length).replace(/\d{3}(?=\d{3})/g, '$& ');
  return `${code} ${rest}`;
}
