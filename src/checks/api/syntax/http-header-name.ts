/** What is wrong with the name of a header that a probe or hook sends. */
export function httpHeaderNameErrors(text: string): readonly string[] {
  return /^[-A-Za-z0-9]+$/.test(text) ? [] : ['must be letters, digits and "-"'];
}
