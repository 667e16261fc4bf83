import { runSpecs } from '../../test-support/run-specs.ts';

runSpecs(__dirname);
