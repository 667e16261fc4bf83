import fs from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Answers, answerTo, type FileQuestion, type Question } from './question.ts';
import { onceLoaded } from './once-loaded.ts';
import { replace, tellOf } from './replace.ts';
import { watchWork } from './work-left.ts';

/**
 * What definitions ask besides their input: files beside their sources, variables of the process. They
 * seldom do, but a cache that did not know of it would give yesterday's answer. Each question is answered
 * anew when it is first put, so that whoever keeps what was made of the answers can see whether they changed
 * meanwhile.
 */
export class Surroundings {
  readonly #answers = new Map<string, string>();
  #blind = false;
  #leavesWork = false;
  /** How deep in something of slipway's own, which is not taken down. */
  #aside = 0;
  /** How deep in what is taken down. */
  #during = 0;

  /** Whether something was done whose outcome cannot be looked up again, such as running a program, or that must be done again, such as printing. */
  get isBlind(): boolean {
    return this.#blind || this.#leavesWork;
  }

  /** Whether something was begun that goes on after it returned, and may fail yet: a timer, a request. */
  get leavesWork(): boolean {
    return this.#leavesWork;
  }

  /** What was asked so far, and what was answered when it was first asked. */
  get answers(): Answers {
    return this.#answers;
  }

  /** Whether anything would be answered otherwise now. */
  get hasChanged(): boolean {
    return this.aside(() => [...this.#answers].some(([question, answer]) => answerTo(question) !== answer));
  }

  /** Asks what former runs of the same bundle asked. */
  add(questions: readonly string[]): void {
    for (const question of questions) this.#ask(question);
  }

  /** Adds what another thread asked. */
  join(answers: Answers, isBlind: boolean): void {
    this.#blind ||= isBlind;
    for (const [question, answer] of answers) {
      const own = this.#answers.get(question);
      if (own === undefined) this.#answers.set(question, answer);
      else this.#blind ||= own !== answer;
    }
  }

  /** Runs something and takes down what it asks and does. */
  during<Result>(run: () => Result): Result {
    const end = this.#watch();
    try {
      return run();
    } finally {
      end();
    }
  }

  /**
   * {@link during}, for modules as they load: what they begin in promises goes on to where it waits for something else,
   * and is taken down, too. Nobody else is at work meanwhile.
   */
  async loading<Result>(run: () => Result): Promise<Result> {
    let end = (): void => undefined;
    // Ahead of all that comes of the run; what waits for the turn of the event loop here is not watched itself.
    queueMicrotask(() => (end = this.#watch()));
    const turn = new Promise<void>((done) => void setImmediate(() => done(end())));
    const result = this.during(run);
    await turn;
    return result;
  }

  /** Takes down what is asked and done until the end that it gives. */
  #watch(): () => void {
    const restore = [this.#watchFiles(), this.#watchVariables(), this.#watchProcess()];
    watchWork(
      this,
      () => this.#during > 0 && this.#aside === 0,
      () => (this.#leavesWork = true),
    );
    this.#during += 1;
    return () => {
      this.#during -= 1;
      for (const each of restore.reverse()) each();
    };
  }

  /** Runs something of slipway's own, in the midst of what is taken down: nothing of it is. */
  aside<Result>(run: () => Result): Result {
    this.#aside += 1;
    try {
      return run();
    } finally {
      this.#aside -= 1;
    }
  }

  readonly #goBlind = (): void => {
    if (this.#aside === 0) this.#blind = true;
  };

  #ask(question: string): void {
    if (this.#aside > 0 || this.#answers.has(question)) return;
    const answer = this.aside(() => answerTo(question));
    if (answer === undefined) this.#blind = true;
    else this.#answers.set(question, answer);
  }

  #askOf(question: FileQuestion, path: unknown): void {
    if (this.#aside > 0) return;
    // Opened before, and asked of then; but for what the process was given.
    if (typeof path === 'number') return void (path < 3 && this.#goBlind());
    try {
      const name = path instanceof URL ? fileURLToPath(path) : String(path);
      if (!isAbsolute(name)) this.#ask('cwd');
      this.#ask(`${question} ${this.aside(() => resolve(name))}` satisfies Question);
    } catch {
      // No path at all: whoever asks is told so.
    }
  }

  #watchFiles(): () => void {
    const restore = [
      ...READS.map(([name, question]) => tellOf(fs, [name], ([path]) => this.#askOf(question, path))),
      tellOf(fs, ['readFileSync'], ([path, options]) => (isReading(optionOf(options, 'flag')) ? this.#askOf('content', path) : this.#goBlind())),
      tellOf(fs, ['openSync'], ([path, flags]) => (isReading(flags) ? this.#askOf('content', path) : this.#goBlind())),
      tellOf(fs, ['readSync', 'readvSync'], ([descriptor]) => this.#askOf('content', descriptor)),
      tellOf(fs, ['readdirSync'], ([path, options]) => this.#askOf(optionOf(options, 'recursive') === true ? 'tree' : 'list', path)),
      tellOf(fs, [...UNKNOWABLE, ...CHANGES, ...LATER], this.#goBlind),
      onceLoaded('fs/promises', (module) => tellOf(module, LATER, this.#goBlind)),
      onceLoaded('child_process', (module) => tellOf(module, PROGRAMS, this.#goBlind)),
    ];
    return () => restore.reverse().forEach((each) => each());
  }

  #watchVariables(): () => void {
    const real = process.env;
    const ask = (name: string | symbol): void => {
      if (typeof name === 'string') this.#ask(`variable ${name}`);
    };
    const env = new Proxy(real, {
      get: (target, name) => {
        ask(name);
        return Reflect.get(target, name) as unknown;
      },
      has: (target, name) => {
        ask(name);
        return name in target;
      },
      getOwnPropertyDescriptor: (target, name) => {
        ask(name);
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
      ownKeys: (target) => {
        this.#goBlind();
        return Reflect.ownKeys(target);
      },
      // Whoever comes after would find it so.
      set: (target, name, value) => {
        this.#goBlind();
        return Reflect.set(target, name, value);
      },
      deleteProperty: (target, name) => {
        this.#goBlind();
        return Reflect.deleteProperty(target, name);
      },
    });
    process.env = env;
    return () => void (process.env = real);
  }

  /** Where it runs, how it was called, what it is given; and what it says, which would have to be said again. */
  #watchProcess(): () => void {
    const { argv } = process;
    const input = Object.getOwnPropertyDescriptor(process, 'stdin');
    const restore = [
      tellOf(process, ['cwd'], () => this.#ask('cwd')),
      replace(process, 'argv', {
        get: () => {
          this.#ask('argv');
          return argv;
        },
        set: this.#goBlind,
        enumerable: true,
      }),
      ...(input === undefined ? [] : [
        replace(process, 'stdin', {
          get: () => {
            this.#goBlind();
            return input.get === undefined ? (input.value as unknown) : (Reflect.apply(input.get, process, []) as unknown);
          },
          enumerable: true,
        }),
      ]),
      ...[process.stdout, process.stderr].map((stream) => tellOf(stream, ['write'], this.#goBlind)),
      tellOf(process, ['emitWarning', 'chdir', 'on', 'once', 'addListener', 'prependListener', 'prependOnceListener'], this.#goBlind),
    ];
    return () => restore.reverse().forEach((each) => each());
  }
}

/** Synchronous functions that ask one question each. */
const READS: readonly (readonly [name: string, question: FileQuestion])[] = [
  ['existsSync', 'exists'],
  ['statSync', 'stat'],
  ['lstatSync', 'lstat'],
  ['accessSync', 'access'],
  ['readlinkSync', 'link'],
  ['realpathSync', 'real'],
];
/** What these tell cannot be asked again by a path, or in the same order. */
const UNKNOWABLE = ['fstatSync', 'opendirSync', 'statfsSync', 'globSync'];
/** A run that recalls would leave these out. */
const CHANGES = ['appendFileSync', 'chmodSync', 'chownSync', 'copyFileSync', 'cpSync', 'fchmodSync', 'ftruncateSync', 'futimesSync', 'linkSync', 'lutimesSync', 'mkdirSync', 'mkdtempSync', 'renameSync', 'rmSync', 'rmdirSync', 'symlinkSync', 'truncateSync', 'unlinkSync', 'utimesSync', 'writeFileSync', 'writeSync', 'writevSync'];
/** What these give comes when nobody takes it down any more. */
const LATER = ['readFile', 'open', 'opendir', 'readdir', 'readlink', 'realpath', 'stat', 'lstat', 'access', 'exists', 'createReadStream', 'createWriteStream', 'writeFile', 'appendFile', 'watch', 'watchFile'];
/** What a program gives may come from anywhere. */
const PROGRAMS = ['spawnSync', 'execSync', 'execFileSync', 'spawn', 'exec', 'execFile', 'fork'];

function optionOf(options: unknown, name: string): unknown {
  return typeof options === 'object' && options !== null ? Reflect.get(options, name) : undefined;
}

/** Whether a file is opened for nothing but reading. */
function isReading(flags: unknown): boolean {
  const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND } = fs.constants;
  if (typeof flags === 'number') return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)) === 0;
  return flags === undefined || flags === null || flags === 'r' || flags === 'rs' || flags === 'sr';
}
