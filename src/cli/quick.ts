import { synthJson } from '../reports/synth-json.ts';
import { checkText, synthText } from '../reports/synth-text.ts';
import { visible } from '../kernel/problem.ts';
import { quickSynth } from './cache/quick-synth.ts';
import { Surroundings } from './cache/surroundings.ts';
import { changesNothing } from './dist/plan.ts';
import { type App } from './index.ts';
import { type Place, type Renderer } from './place.ts';
import { synthReport } from './synth-report-of.ts';
import { openTerminal } from './terminal.ts';

/**
 * The short way through `slipway synth`, for a run in which nothing or little has changed since the last one.
 * A bundle of its own holds it, which loads neither cdk8s nor zod nor a system; `bin/slipway` asks it first.
 */
export const quick = {
  /** Takes down what the bundle of the project asks, from its loading on. */
  surroundings: (): Surroundings => new Surroundings(),

  /**
   * @param openApp loads the bundle of the project, where something has to be rendered after all
   * @returns the exit code; undefined when the bundle has to run the command, nothing having been done or said
   */
  async synth(argv: readonly string[], place: Place & { readonly root: string; readonly render: Renderer }, openApp: () => Promise<App>): Promise<0 | 1 | undefined> {
    const asked = optionsOf(argv, process.env);
    if (asked === undefined) return undefined;
    const { root, render } = place;
    let found: Awaited<ReturnType<typeof quickSynth>>;
    try {
      found = await quickSynth(root, { ...render, check: asked.check, renderFew: async (pairs, digests) => (await openApp()).renderFew(pairs, digests, place) });
    } catch {
      // Whatever it was, the long way comes upon it too, and tells it in its own words.
      return undefined;
    }
    if (found === undefined) return undefined;
    const { answer, talk } = openTerminal();
    for (const text of found.notes) talk.write(`${talk.style.faint('preview')}  ${visible(text)}\n`);
    const report = synthReport(found.counted, found.plan);
    if (asked.json) answer.write(`${JSON.stringify(synthJson(report, asked.check ? 'compared' : 'written'), null, 2)}\n`);
    else answer.write(asked.check ? checkText(report, answer.style) : synthText(report, process.uptime(), answer.style));
    return asked.check && !changesNothing(found.plan) ? 1 : 0;
  },
};

/** What the short way can be asked for; undefined where a word or a variable asks for anything else. */
function optionsOf(argv: readonly string[], surroundings: Readonly<Record<string, string | undefined>>): { readonly check: boolean; readonly json: boolean } | undefined {
  const env = Object.fromEntries(Object.entries(surroundings).filter(([name, value]) => name.startsWith('SLIPWAY_') && value !== ''));
  let check = false;
  let output = env['SLIPWAY_OUTPUT'] ?? 'text';
  // For the long way; this one renders a few pairs at most.
  let threads = env['SLIPWAY_CONCURRENCY'] ?? '1';
  const words = argv.slice(1);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (word === '--check') check = true;
    else if (word === '-o' || word === '--output') output = words[(at += 1)] ?? '';
    else if (word.startsWith('--output=')) output = word.slice('--output='.length);
    else if (word === '--concurrency') threads = words[(at += 1)] ?? '';
    else if (word.startsWith('--concurrency=')) threads = word.slice('--concurrency='.length);
    else if (word !== '--no-typecheck' && word !== '--quiet') return undefined;
  }
  if (!['text', 'json'].includes(output) || !/^[1-9]$/.test(threads)) return undefined;
  if (Object.entries(env).some(([name, value]) => !isKnown(name, value))) return undefined;
  return { check, json: output === 'json' };
}

/** Whether a variable says nothing but what was looked at, or what makes no difference here. What it says wrongly, the long way tells. */
function isKnown(name: string, value = ''): boolean {
  if (['SLIPWAY_NO_TYPECHECK', 'SLIPWAY_QUIET'].includes(name)) return ['0', 'false', '1', 'true'].includes(value);
  if (name === 'SLIPWAY_OUTPUT') return ['text', 'json'].includes(value);
  return name === 'SLIPWAY_CONCURRENCY' && /^[1-9]$/.test(value);
}
