import { type Flag } from './command.ts';

/** Flags that every command takes. */
export const COMMON_FLAGS: readonly Flag[] = [
  { flags: '-o, --output <form>', describe: 'how the answer is written', variable: 'SLIPWAY_OUTPUT', choices: ['text', 'json'], default: 'text' },
  { flags: '--no-typecheck', describe: 'skip the type check of changed sources', variable: 'SLIPWAY_NO_TYPECHECK' },
];

/** Restricts a command to environments. */
export const ENV_FLAG: Flag = { flags: '--env <name>', describe: 'only this environment', variable: 'SLIPWAY_ENV', repeatable: true };

/** Restricts a command to systems. */
export const SYSTEM_FLAG: Flag = { flags: '--system <name>', describe: 'only this system', variable: 'SLIPWAY_SYSTEM', repeatable: true };
