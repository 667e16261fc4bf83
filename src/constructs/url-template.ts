/**
 * A value from the secret store, escaped for a URL by the template engine of External Secrets.
 * `urlquery` writes a space as `+`, which only a query reads as a space.
 *
 * @see https://external-secrets.io/latest/guides/templating/
 */
export function urlPart(key: string): string {
  return `{{ .${key} | urlquery | replace "+" "%20" }}`;
}

/** Plain text, escaped for a URL; no brace is left that a template engine could read. */
export function urlText(text: string): string {
  return encodeURIComponent(text);
}

/** Parameters as the end of a URL, by name; empty without any. */
export function urlParameters(parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.keys(parameters)
    .sort()
    .map((name) => `${urlText(name)}=${urlText(parameters[name]!)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
