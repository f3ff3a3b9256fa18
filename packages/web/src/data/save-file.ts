/** Gives a file to the browser, which keeps it where its user's downloads go. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read by the next turn; the address would hold the file in memory.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
