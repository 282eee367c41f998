import { type S3Double, startS3Double } from "../../server-stub/s3-double/start.ts";
import { blobPlace } from "../blobs/place.ts";
import { uploadsSuite } from "./uploads-suite.ts";

const bucketOf = (double: S3Double) =>
  blobPlace(`s3://earshot/feedback?endpoint=${double.endpoint}&region=${double.region}`, "", double);

uploadsSuite("on the disk", async () => ({ options: {}, close: async () => {} }));

uploadsSuite("in a bucket", async (now) => {
  const double = await startS3Double({ now, pageSize: 3 });
  const blobs = bucketOf(double);
  return { options: blobs ? { blobs } : {}, close: () => double.close() };
});
