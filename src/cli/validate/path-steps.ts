import { type Path } from '../../kernel/path.ts';

/**
 * The steps of a path as a finding has it: `spec.containers[0].image`, `metadata.labels["a/b"]`, and as the API
 * server writes a key, `metadata.labels[a/b]`. What is no path any more ends it: the steps before still lead close.
 */
export function pathSteps(text: string): Path {
  const steps: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text);
    if (match === null) break;
    const { quoted, index, bracketed, name } = match.groups!;
    if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) steps.push(unquoted(quoted));
    else steps.push(bracketed ?? name!);
  }
  return steps;
}

const STEP = /\[(?<quoted>"(?:[^"\\]|\\.)*")\]|\[(?<index>\d{1,9})\]|\[(?<bracketed>[^\]]*)\]|\.?(?<name>[^.[\]]+)/y;

function unquoted(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    return text.slice(1, -1);
  }
}
