/** The e-mail address of somebody in the demo, at a domain that receives none. */
export function mailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.com`;
}
