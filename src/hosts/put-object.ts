import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { Environment } from '../edge/environment.ts';

/**
 * Puts objects by AWS's SDK, which Lambda's runtime brings along. It is loaded at the first put, since it takes longer
 * to load than all the rest. Region and credentials are the process's own unless `config` sets them.
 */
export function createPutObject(config: S3ClientConfig = {}): Environment['putObject'] {
  return async ({ bucket, key }, body, signal) => {
    const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
    const client = new S3Client(config);
    try {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentLength: body.length, ContentType: 'application/json' }),
        { abortSignal: signal },
      );
    } finally {
      client.destroy();
    }
  };
}
