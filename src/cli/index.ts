import { type Problem, sortProblems, UserError } from '../kernel/problem.ts';
import { type SystemDefinition } from '../render/system-definition.ts';
import { type Part, type RenderedPart } from './ahead/part.ts';
import { type RenderFew } from './cache/quick-synth.ts';
import { type Surroundings } from './cache/surroundings.ts';
import { problemsJson } from '../reports/problems-json.ts';
import { problemsText } from '../reports/problems-text.ts';
import { type Place, type Renderer } from './place.ts';
import { runProgram } from './program.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { versionOf } from './version-of.ts';
import { type FileToValidate, type Violation } from './violation.ts';

/** What `bin/slipway` and the cdk8s plugin call. */
export interface App {
  /**
   * Runs one command line, without node and the script. Resolves to the exit code: 0 nothing to
   * report, 1 findings or differences, 2 could not do it.
   *
   * @param onRefusal is told what is wrong where it could not do it
   */
  main(argv: readonly string[], place: Place, onRefusal?: (problems: readonly Problem[]) => void): Promise<number>;
  /** Checks rendered files for cdk8s; nothing wrong gives an empty list. */
  validateFiles(files: readonly FileToValidate[], place: Place): Promise<readonly Violation[]>;
  /** Renders a part of the pairs in a worker thread. */
  renderPart(part: Part, place: { readonly root: string; readonly surroundings: Surroundings }): Promise<RenderedPart>;
  /** Renders a few pairs for the short way through `slipway synth` (see quick.ts). */
  renderFew(pairs: Parameters<RenderFew>[0], digests: Parameters<RenderFew>[1], place: { readonly root: string; readonly render: Renderer }): ReturnType<RenderFew>;
}

/** Makes the app of a repository from the systems it renders; runs nothing. */
export function run(systems: readonly SystemDefinition[]): App {
  return {
    main: (argv, place, onRefusal) => main(argv, place, systems, onRefusal),
    validateFiles: async (files, place) => (await import('./validate-files.ts')).validateFiles(files, place),
    renderPart: async (part, { root, surroundings }) => (await import('./ahead/render-part.ts')).renderPart({ root, systems, surroundings }, part),
    async renderFew(pairs, digests, { root, render: { surroundings } }) {
      const [{ listening }, { renderFew }] = await Promise.all([import('./ahead/listening.ts'), import('./cache/render-few.ts')]);
      const { result, talks } = listening(() => renderFew({ root, systems, surroundings }, pairs, digests));
      // The long way renders them again, and lets them speak.
      return talks ? undefined : result;
    },
  };
}

async function main(argv: readonly string[], place: Place, systems: readonly SystemDefinition[], onRefusal?: (problems: readonly Problem[]) => void): Promise<number> {
  const terminal = openTerminal();
  let remark: string | undefined;
  try {
    return await runProgram(argv, {
      place,
      systems,
      terminal,
      version: versionOf(place.packageRoot),
      remark: (text) => (remark = text),
    });
  } catch (error) {
    if (!(error instanceof UserError)) {
      if (remark !== undefined) terminal.talk.write(`${remark}\n`);
      throw error;
    }
    tell(error, remark, wantsJson(argv), terminal);
    onRefusal?.(sortProblems(error.problems));
    return 2;
  }
}

function tell(error: UserError, remark: string | undefined, json: boolean, { answer, talk }: Terminal): void {
  const problems = sortProblems(error.problems);
  talk.write(problemsText(problems, remark, talk.style));
  if (json) answer.write(`${JSON.stringify(problemsJson(problems), null, 2)}\n`);
}

function wantsJson(argv: readonly string[]): boolean {
  return argv.some((word, index) => /^(-o=?|--output=)json$/.test(word) || (['-o', '--output'].includes(word) && argv[index + 1] === 'json')) || process.env['SLIPWAY_OUTPUT'] === 'json';
}
