/** Hands a file to the browser, which saves it or asks where. */
export function saveFile(content: Blob, fileName: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser reads the file after the click; a minute is long enough for any.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
