import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../kernel/problem.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { diffAnswer, type DiffForm } from '../diff/diff-answer.ts';
import { type DiffPart, mergedDiff } from '../diff/diff-part.ts';
import { failsOn } from '../diff/fail-on.ts';
import { type AnswerPart, readParts } from '../parts/answer-part.ts';
import { projectOf } from '../place.ts';
import { fileInShard } from '../shard.ts';
import { type Asked, concludeOptions } from '../validate/asked.ts';
import { readEnvironments } from '../validate/environment-facts.ts';
import { InputsDigest } from '../validate/inputs-digest.ts';
import { type JudgedPart, mergedJudgement } from '../validate/judged-part.ts';
import { readInputs } from '../validate/read-inputs.ts';
import { validateAnswer, type ValidateForm, verdictCode } from '../validate/validate-answer.ts';
import { conclude } from '../validate/validate-inputs.ts';
import { versionOf } from '../version-of.ts';

/** What `slipway merge` can be told. */
export interface MergeOptions {
  readonly output: ValidateForm | DiffForm;
  readonly failOn?: readonly string[];
}

/** Puts together what several machines found. */
export const command: Command<MergeOptions> = {
  operands: [{ name: 'part', describe: 'what validate or diff wrote with -o part, all parts of one answer', repeatable: true }],
  options: [{ flags: '--fail-on <what>', describe: 'what makes the exit code 1: of validate error or warning, of diff effects (default: as they have it)', variable: 'SLIPWAY_FAIL_ON', repeatable: true }],
  forms: ['sarif', 'junit', 'github', 'markdown', 'html'],
  examples: [
    { line: 'slipway merge parts/validate-1.json parts/validate-2.json', does: 'the verdict on all of dist' },
    { line: 'slipway merge parts/diff-1.json parts/diff-2.json -o markdown', does: 'the comment for a pull request, of all pairs' },
  ],
  details: 'The answer is the one that a single slipway validate or slipway diff gives: pairs that only together are wrong\nare found, and waivers count, as they stand here.\nExit codes: 0 nothing found, 1 findings or differences, 2 parts that are missing, damaged or not of one answer.',
  run: merge,
};

function merge(call: Call<MergeOptions>): ExitCode {
  const parts = readParts(call.operands, versionOf(call.place.packageRoot));
  switch (parts[0].command) {
    case 'validate':
      return ofValidate(parts, call);
    case 'diff':
      return ofDiff(parts, call);
  }
}

const VALIDATE_FORMS: readonly string[] = ['text', 'json', 'sarif', 'junit', 'github'] satisfies ValidateForm[];
const DIFF_FORMS: readonly string[] = ['text', 'json', 'markdown', 'html', 'github'] satisfies DiffForm[];

function ofValidate(parts: readonly [AnswerPart, ...AnswerPart[]], { options: { output, failOn = ['error'] }, place, terminal: { answer } }: Call<MergeOptions>): ExitCode {
  refuseOther('-o', [output], VALIDATE_FORMS, 'validate');
  refuseOther('--fail-on', failOn, ['error', 'warning'], 'validate');
  const root = projectOf(place);
  refuseOtherDist(parts, root);
  const { planned, ...judged } = mergedJudgement(parts.map(({ found }) => found as JudgedPart));
  const report = conclude(judged, concludeOptions(parts[0].asked as unknown as Asked, { root, environments: () => readEnvironments(root), planned, isAll: true }));
  answer.write(validateAnswer(output as ValidateForm, report, { packageRoot: place.packageRoot, style: answer.style }));
  return verdictCode(report, failOn.includes('warning') ? 'warning' : 'error');
}

function ofDiff([first, ...more]: readonly [AnswerPart, ...AnswerPart[]], { options: { output, failOn = [] }, terminal: { answer } }: Call<MergeOptions>): ExitCode {
  refuseOther('-o', [output], DIFF_FORMS, 'diff');
  const fails = failsOn(failOn);
  const report = mergedDiff([first.found as DiffPart, ...more.map(({ found }) => found as DiffPart)]);
  answer.write(diffAnswer(output as DiffForm, report, answer.style));
  return fails(report) ? 1 : 0;
}

/** What parts say of another dist would be taken for a verdict on this one. */
function refuseOtherDist(parts: readonly AnswerPart[], root: string): void {
  const dist = join(root, 'dist');
  if (!existsSync(dist)) throw new UserError({ message: 'there is no dist here that the parts could be about', fix: 'git checkout the commit at which the parts were made' });
  const others = parts.filter(({ shard, found }) => {
    const read = new InputsDigest();
    for (const _ of read.of(readInputs([{ path: dist, shown: 'dist' }], (steps) => fileInShard(shard, steps)))) continue;
    return read.value() !== (found as JudgedPart).read;
  });
  if (others.length > 0) throw new UserError(others.map(({ shard: { index, count } }) => ({ message: `part ${index} of ${count} judged another dist than is here`, fix: `npx slipway validate --shard ${index}/${count} -o part > part-${index}.json` })));
}

function refuseOther(flag: string, given: readonly string[], allowed: readonly string[], of: string): void {
  const other = given.find((word) => !allowed.includes(word));
  if (other !== undefined) throw new UserError({ message: `${flag} ${other} is not for the parts of ${of}`, allowed: allowed.join(', '), fix: `${flag} ${allowed[1]!}` });
}
