import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import S3rver from 's3rver';

/** A server on loopback that speaks S3, with one bucket. */
export type LocalS3 = {
  readonly bucket: string;
  /** How AWS's SDK reaches it. */
  readonly config: S3ClientConfig;
  /** An object of the bucket as text. */
  readonly read: (key: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

export async function startLocalS3(): Promise<LocalS3> {
  const directory = await mkdtemp(join(tmpdir(), 's3-'));
  const bucket = 'fivetran-rows';
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: bucket, configs: [] }] });
  const { port } = await server.run();
  const config: S3ClientConfig = {
    endpoint: `http://127.0.0.1:${port}`,
    forcePathStyle: true,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    // s3rver takes no checksum behind a body.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    maxAttempts: 2,
  };
  const client = new S3Client(config);
  return {
    bucket,
    config,
    read: async (key) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (Body === undefined) throw new Error(`${key} has no body`);
      return Body.transformToString();
    },
    close: async () => {
      client.destroy();
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}
