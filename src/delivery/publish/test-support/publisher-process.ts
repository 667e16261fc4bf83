import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryAddress } from '../../git/repository-address.ts';
import { openSource } from '../../git/source-repository.ts';
import { publish } from '../publish.ts';
import { type PublishPair } from '../publish-request.ts';

/** What a process that publishes is told, as JSON in its first argument. */
export interface Orders {
  readonly source: string;
  readonly repository: string;
  readonly scratch: string;
  readonly pairs: readonly (Omit<PublishPair, 'files'> & { readonly files: Readonly<Record<string, string>> })[];
}

async function main({ source: folder, repository, scratch, pairs }: Orders): Promise<void> {
  const source = openSource(folder);
  const result = await publish(
    {
      repository: repositoryAddress(repository, '/'),
      source,
      revision: await source.revision(),
      pairs: pairs.map((pair) => ({ ...pair, files: Object.entries(pair.files).map(([path, text]) => ({ path, bytes: Buffer.from(text, 'utf8') })) })),
      scope: { environments: pairs.map(({ environment }) => environment), systems: pairs.map(({ system }) => system) },
      mode: 'push',
      scratch,
    },
    { now: () => performance.now(), random: Math.random, sleep: (milliseconds) => sleep(milliseconds), progress: () => undefined },
  );
  process.stdout.write(JSON.stringify(result));
}

if (process.argv[2] !== undefined) {
  main(JSON.parse(process.argv[2]) as Orders).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 2;
  });
}
