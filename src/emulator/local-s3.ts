import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3ClientConfig } from '@aws-sdk/client-s3';

/** A server on loopback that speaks S3, with one bucket. */
export type LocalS3 = {
  readonly bucket: string;
  /** How AWS's SDK reaches it. */
  readonly config: S3ClientConfig;
  /** Ends it, and removes its objects. */
  readonly close: () => Promise<void>;
};

/** Starts one that keeps its objects in a temporary folder. */
export async function startLocalS3(): Promise<LocalS3> {
  const { default: S3rver } = await import('s3rver');
  const directory = await mkdtemp(join(tmpdir(), 's3-'));
  const bucket = 'fivetran-rows';
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: bucket, configs: [] }] });
  const { port } = await server.run();
  return {
    bucket,
    config: {
      ...configFor(`http://127.0.0.1:${port}`),
      region: 'eu-west-1',
      credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    },
    close: async () => {
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}

/** How AWS's SDK reaches a server at an address of its own. Few but AWS's take a checksum behind a body. */
export function configFor(endpoint: string): S3ClientConfig {
  return { endpoint, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED', maxAttempts: 2 };
}
