import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { ObjectStore } from './object-store.ts';

/** A bucket of a server that speaks S3, until it is closed. Reading and removing reject with the error of AWS's SDK. */
export async function openS3ObjectStore(bucket: string, config: S3ClientConfig): Promise<ObjectStore & { readonly close: () => void }> {
  const { DeleteObjectCommand, GetObjectCommand, NoSuchKey, S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client(config);
  return {
    bucket,
    read: async (key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return (await Body?.transformToString()) ?? '';
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    remove: async (key) => {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    close: () => {
      client.destroy();
    },
  };
}
