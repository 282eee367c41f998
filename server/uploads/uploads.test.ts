import { type RunningPostgres, startPostgres } from "../../build/services/postgres.ts";
import { type S3Double, startS3Double } from "../../server-stub/s3-double/start.ts";
import { blobPlace } from "../blobs/place.ts";
import { uploadsSuite } from "./uploads-suite.ts";

const bucketOf = (double: S3Double) =>
  blobPlace(`s3://earshot/feedback?endpoint=${double.endpoint}&region=${double.region}`, "", double);

uploadsSuite("on SQLite and the disk", async () => ({ options: {}, close: async () => {} }));

uploadsSuite("on SQLite and a bucket", async (now) => {
  const double = await startS3Double({ now, pageSize: 3 });
  const blobs = bucketOf(double);
  return { options: blobs ? { blobs } : {}, close: () => double.close() };
});

uploadsSuite("on PostgreSQL and a bucket", async (now) => {
  const [double, postgres]: [S3Double, RunningPostgres] = [await startS3Double({ now }), await startPostgres()];
  const blobs = bucketOf(double);
  return {
    options: { ...(blobs ? { blobs } : {}), databaseUrl: await postgres.createDatabase("uploads") },
    close: async () => {
      await double.close();
      await postgres.close();
    },
  };
});
