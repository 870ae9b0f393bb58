import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { Environment } from '../edge/environment.ts';
import { configFor, startLocalS3 } from '../emulator/local-s3.ts';
import type { ObjectStore } from '../emulator/object-store.ts';
import { openS3ObjectStore } from '../emulator/s3-object-store.ts';
import { createPutObject } from '../hosts/put-object.ts';
import { UsageError } from './usage-error.ts';

/** What the options of `sync` say about the way through S3. */
export type StoreOptions = { readonly throughS3?: boolean; readonly bucket?: string; readonly s3Endpoint?: string };

/** A bucket from both sides: the function's, which puts, and Fivetran's, which reads and removes. */
export type OpenStore = ObjectStore & { readonly putObject: Environment['putObject']; readonly close: () => Promise<void> };

/**
 * The bucket that the options name, or one of a server of our own; null where the rows come with the answers. Reading from
 * it rejects with `UsageError` where S3 refuses. Throws `UsageError` for an endpoint without a bucket.
 */
export async function openObjectStore({ throughS3, bucket, s3Endpoint }: StoreOptions): Promise<OpenStore | null> {
  if (s3Endpoint !== undefined && bucket === undefined) throw new UsageError('--s3-endpoint needs --bucket, the name of a bucket there');
  if (throughS3 !== true) return null;
  if (bucket !== undefined) return openStore(bucket, s3Endpoint === undefined ? {} : configFor(s3Endpoint), () => Promise.resolve());
  const local = await startLocalS3();
  return openStore(local.bucket, local.config, local.close);
}

async function openStore(bucket: string, config: S3ClientConfig, end: () => Promise<void>): Promise<OpenStore> {
  const store = await openS3ObjectStore(bucket, config);
  return {
    bucket,
    putObject: createPutObject(config),
    read: (key) => store.read(key).catch(explain(`read object ${key}`, bucket)),
    remove: (key) => store.remove(key).catch(explain(`remove object ${key}`, bucket)),
    close: async () => {
      store.close();
      await end();
    },
  };
}

function explain(work: string, bucket: string): (error: unknown) => never {
  return (error) => {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new UsageError(`S3 did not let the stand-in ${work} in bucket ${bucket} (${why}): see its policy, and the credentials in your environment`);
  };
}
