import { jest } from '@jest/globals';
import { tellOfRelease } from './delivery-story.ts';

jest.setTimeout(120_000);

tellOfRelease(false);
