/**
 * What is wrong with the path of a file that a volume is to hold: it must stay in the volume, and clear of
 * the names that the kubelet keeps there for itself.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/#KeyToPath
 */
export function localPathErrors(path: string): readonly string[] {
  const errors = [...descendingPathErrors(path)];
  if (path.startsWith('..') && !path.startsWith('../')) errors.push("must not start with '..'");
  return errors;
}

/** What is wrong with a path that must stay below where it begins. */
export function descendingPathErrors(path: string): readonly string[] {
  return [...(path.startsWith('/') ? ['must be a relative path'] : []), ...backstepErrors(path)];
}

/** What is wrong with a path that must not go up. */
export function backstepErrors(path: string): readonly string[] {
  return path.split('/').includes('..') ? ["must not contain '..'"] : [];
}
