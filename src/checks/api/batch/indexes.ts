/** What is wrong with indexes of a Job, or how many they are. */
export type Indexes = { readonly count: number } | { readonly error: string };

/**
 * Reads indexes as a Job's success policy has them: `0,2-4,7`.
 *
 * @param completions how many indexes the Job has
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/#JobSpec
 */
export function parseIndexes(text: string, completions: number): Indexes {
  if (text === '') return { count: 0 };
  let count = 0;
  let last = -1;
  for (const interval of text.split(',')) {
    const ends = interval.split('-');
    if (ends.length > 2) return { error: `${JSON.stringify(interval)} has more than one "-"` };
    const numbers: number[] = [];
    for (const end of ends) {
      if (!/^\+?[0-9]+$/.test(end)) return { error: `${JSON.stringify(end)} is no index` };
      const number = Number(end);
      if (number >= completions) return { error: `index ${number} is too large: there are ${completions}, from 0` };
      numbers.push(number);
    }
    const first = numbers[0]!;
    const end = numbers.at(-1)!;
    if (first <= last || (numbers.length === 2 && end <= first)) return { error: `indexes must ascend, and ${JSON.stringify(interval)} does not` };
    count += end - first + 1;
    last = end;
  }
  return { count };
}
