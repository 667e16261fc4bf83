import { type Problem, quoted } from '../kernel/problem.ts';
import { type OverlayPair } from '../overlays/load.ts';

/**
 * Images of one name and version that have not the same digest everywhere: one version would then
 * be two programs, and what was proven of it in one environment would say nothing about the next.
 */
export function versionProblems(pairs: readonly OverlayPair[]): Problem[] {
  const first = new Map<string, { readonly digest: string; readonly file: string }>();
  return pairs.flatMap(({ system, release, files, releaseSourceOf }) => {
    const file = files.at(-1)!;
    return Object.entries(release.images).flatMap(([image, { name, digest, version = release.version }]): Problem[] => {
      const key = JSON.stringify([system, name, version]);
      const other = first.get(key);
      if (other === undefined) first.set(key, { digest, file });
      if (other === undefined || other.digest === digest) return [];
      return [
        {
          ...releaseSourceOf(['images', image, 'digest']),
          path: `images.${image}.digest`,
          message: `${quoted(`${name}:${version}`)} is ${digest} here and ${other.digest} in ${other.file}`,
          allowed: 'one digest for each version of an image, so that what runs under one name is one program',
          fix: `digest: ${other.digest}   or another version in one of the two files`,
        },
      ];
    });
  });
}
