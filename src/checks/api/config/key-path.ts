/** The path of an entry of a map that is no field, as the API server writes it whatever the key: `data["password"]`. */
export function keyPath(map: string, key: string): string {
  return `${map}[${JSON.stringify(key)}]`;
}
