/** Whether a stranger's text can stand in a gateway's URL as the name of a file, and does not lead anywhere else. */
export function isCid(text: string): boolean {
  return /^[a-zA-Z0-9]{8,110}$/.test(text);
}
