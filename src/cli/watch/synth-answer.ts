import { type Problem } from '../../kernel/problem.ts';
import { problemsJson } from '../../reports/problems-json.ts';
import { type WrittenSynth } from '../../reports/watch-text.ts';
import { type RenderEnd } from './render-process.ts';

/** What a render answered. */
export type SynthAnswer =
  | {
      readonly kind: 'written';
      readonly synth: WrittenSynth;
      /** What it said besides. */
      readonly said: string;
    }
  | {
      readonly kind: 'wrong';
      /** As `slipway.problems/v1`. */
      readonly problems: object;
      /** Files with something wrong, as they are shown. */
      readonly files: readonly string[];
      /** What is wrong, in words. */
      readonly said: string;
    };

/** What a render answered, by its `slipway synth -o json`. */
export function answerOf({ code, signal, stdout, stderr }: RenderEnd): SynthAnswer {
  // What the project's own code prints may stand before it.
  const begin = Math.max(0, stdout.lastIndexOf('{\n  "schema":'));
  const answer = parsed(stdout.slice(begin));
  const said = stdout.slice(0, begin) + stderr;
  if (code === 0 && answer !== undefined) return { kind: 'written', synth: answer as WrittenSynth & object, said };
  const ended = said.trim() === '' ? `the render ended by ${signal ?? `exit code ${code}`}\n` : said;
  if (answer === undefined) return wrong([{ message: ended.trim() }], ended);
  const { problems } = answer as { readonly problems: readonly Problem[] };
  return { kind: 'wrong', problems: answer, files: filesOf(problems), said: ended };
}

/** What is wrong before anything is rendered. */
export function wrong(problems: readonly Problem[], said: string): SynthAnswer {
  return { kind: 'wrong', problems: problemsJson(problems), files: filesOf(problems), said };
}

function filesOf(problems: readonly Problem[]): string[] {
  return problems.flatMap(({ file }) => file ?? []);
}

function parsed(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
