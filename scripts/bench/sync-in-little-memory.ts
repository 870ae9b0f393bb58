import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { createPutObject } from '../../src/hosts/put-object.ts';
import { syncFlat } from './sync-flat.ts';

/**
 * Run as a process of its own, with a small heap: `sync-in-little-memory.ts LIST [S3]`. Sends what came of it. `S3` is
 * how to reach an S3, as JSON; without it the rows go into the answers.
 */
const [, , list = '', s3] = process.argv;
const putObject = s3 === undefined ? undefined : createPutObject(JSON.parse(s3) as S3ClientConfig);
process.send?.(await syncFlat(list, { pageSize: '500', concurrency: '8' }, putObject));
