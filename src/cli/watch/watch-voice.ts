import { UserError, visible } from '../../kernel/problem.ts';
import { type DiffReport } from '../../reports/diff-report.ts';
import { diffReportJson } from '../../reports/diff-json.ts';
import { jsonText } from '../../reports/json-text.ts';
import { type WrittenSynth, watchText, watchWrongText } from '../../reports/watch-text.ts';
import { columnsOf } from '../columns-of.ts';
import { type Call } from '../command.ts';
import { type SynthAnswer } from './synth-answer.ts';

/** Tells of one render after another, and nothing twice. */
export class WatchVoice {
  readonly #terminal: Call<object>['terminal'];
  readonly #output: 'text' | 'json';
  readonly #compare: (synth: WrittenSynth) => DiffReport;
  /** What the last render found wrong; undefined where it wrote. */
  #wrong: string | undefined;
  /** What the last render that wrote said besides. */
  #said = '';

  /** @param compare tells what a render that changed something of the clusters does there */
  constructor({ terminal, output }: Pick<Call<object>, 'terminal' | 'output'>, compare: (synth: WrittenSynth) => DiffReport) {
    this.#terminal = terminal;
    this.#output = output;
    this.#compare = compare;
  }

  /**
   * @param askedAt when the first change came that the render saw, in milliseconds as `performance.now()` counts them
   * @param isAsked whether somebody waits for an answer; where nobody does, news alone are told
   */
  tell(answer: SynthAnswer, askedAt: number, isAsked: boolean): void {
    if (answer.kind === 'written') this.#written(answer, askedAt, isAsked);
    else this.#failed(answer, askedAt, isAsked);
  }

  #written({ synth, said }: SynthAnswer & { kind: 'written' }, askedAt: number, isAsked: boolean): void {
    const isMended = this.#wrong !== undefined;
    this.#wrong = undefined;
    const changesPairs = synth.pairs.some(({ changes }) => changes.length > 0);
    const isNews = changesPairs || isMended || synth.argocd?.some(({ changes }) => changes.length > 0) === true;
    if (!isAsked && !isNews) return;
    const diff = changesPairs ? this.#diff(synth) : undefined;
    const { answer, talk } = this.#terminal;
    if (this.#output === 'json') answer.write(`${jsonText({ ...synth, ...(diff === undefined ? {} : { diff: diffReportJson(diff) }) }, 0)}\n`);
    else answer.write(watchText({ synth, seconds: secondsSince(askedAt), isMended, ...(diff === undefined ? {} : { diff }) }, columnsOf(process.stdout.columns, process.env['COLUMNS']), answer.style));
    if (said !== this.#said) talk.write(said);
    this.#said = said;
  }

  /** Nothing of it keeps the next render from being told. */
  #diff(synth: WrittenSynth): DiffReport | undefined {
    try {
      return this.#compare(synth);
    } catch (error) {
      // Somebody else may be changing what is compared.
      if (!(error instanceof UserError) && (error as NodeJS.ErrnoException).code === undefined) throw error;
      this.#terminal.talk.write(`not compared with what was before: ${visible((error as Error).message)}\n`);
      return undefined;
    }
  }

  #failed({ problems, said }: SynthAnswer & { kind: 'wrong' }, askedAt: number, isAsked: boolean): void {
    const isKnown = said === this.#wrong;
    this.#wrong = said;
    if (isKnown && !isAsked) return;
    const { answer } = this.#terminal;
    answer.write(this.#output === 'json' ? `${jsonText(problems, 0)}\n` : watchWrongText(isKnown ? undefined : said, secondsSince(askedAt), answer.style));
  }
}

function secondsSince(moment: number): number {
  return (performance.now() - moment) / 1000;
}
