import { type Json } from '../kernel/manifest.ts';
import { readForKubernetes } from '../kernel/kubernetes-dialect.ts';
import { UserError } from '../kernel/problem.ts';
import { openSource } from '../kernel/yaml-source.ts';
import { parseTree } from '../kernel/yaml-tree.ts';

/** The value that a text holds as JSON or YAML; undefined where it holds none, or nothing but a word or a number. */
export function embeddedValue(text: string): Json | undefined {
  if (text.length > LONGEST) return undefined;
  const value = asJson(text) ?? asYaml(text);
  return typeof value === 'object' && value !== null ? value : undefined;
}

/** Longer texts are compared by line only. */
const LONGEST = 1_000_000;

function asJson(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Only what looks like it: any word is YAML, and so are most settings of one line. */
function asYaml(text: string): Json | undefined {
  if (!text.includes('\n') || !/^(?:[^\s#:][^\n:]*:(?:\s|$)|- )/m.test(text)) return undefined;
  try {
    const source = openSource(text, 'value', LONGEST * 4);
    const documents = parseTree(source, { maxDepth: 50, maxNodes: 100_000 });
    const { values, problems } = readForKubernetes(source, documents, { maxAliases: 100, maxExpandedNodes: 100_000 });
    if (problems.length > 0) return undefined;
    return values.length === 1 ? values[0] : [...values];
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
