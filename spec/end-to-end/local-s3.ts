import { startLocalS3 as start, type LocalS3 as Started } from '../../src/emulator/local-s3.ts';
import { openS3ObjectStore } from '../../src/emulator/s3-object-store.ts';

/** The stand-in's own S3, and a way to look into it. */
export type LocalS3 = Started & {
  /** An object of the bucket as text. */
  readonly read: (key: string) => Promise<string>;
};

export async function startLocalS3(): Promise<LocalS3> {
  const s3 = await start();
  const store = await openS3ObjectStore(s3.bucket, s3.config);
  return {
    ...s3,
    read: async (key) => (await store.read(key)) ?? `there is no ${key}`,
    close: async () => {
      store.close();
      await s3.close();
    },
  };
}
