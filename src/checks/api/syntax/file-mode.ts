/** What is wrong with the permissions of a file in a volume. */
export function fileModeErrors(mode: number): readonly string[] {
  return mode >= 0 && mode <= 0o777 ? [] : ['must be between 0 and 0777 (octal), inclusive; a JSON number is decimal: 0644 is 420'];
}
