import { resolve } from "node:path";

/** A bucket, and who may use it. */
export type S3Place = {
  kind: "s3";
  /** Up to and with the bucket, without a slash at the end. */
  endpoint: string;
  /** Empty, or with a slash at its end. */
  prefix: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
};
export type BlobPlace = S3Place | { kind: "disk"; folder: string };

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^[A-Za-z0-9._/-]*$/;

/** What is wrong with the address of a bucket; `undefined` when nothing is. */
export const faultOfBlobs = (setting: string): string | undefined => {
  if (!/^[a-z0-9]+:\/\//i.test(setting)) return undefined; // a folder
  const shape = "must be a folder, or s3://bucket/prefix?endpoint=https://storage.example.com&region=...";
  const url = URL.canParse(setting) ? new URL(setting) : undefined;
  if (url?.protocol !== "s3:" || !BUCKET.test(url.hostname) || !PREFIX.test(url.pathname)) return shape;
  if (url.username || url.password)
    return "must not hold keys: they come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
  const endpoint = url.searchParams.get("endpoint");
  if (endpoint !== null && !/^https?:\/\/[^/?#@]+\/?$/.test(endpoint)) return shape;
  if (endpoint === null && !url.searchParams.get("region"))
    return "must name a region, or an endpoint: s3://bucket?region=...";
  return [...url.searchParams.keys()].every((name) => name === "endpoint" || name === "region") ? undefined : shape;
};

type Keys = { accessKeyId: string | undefined; secretAccessKey: string | undefined };

/**
 * Where blobs are kept: the folder `blobs` in the data folder, another folder, or a bucket.
 *
 * @param setting As `faultOfBlobs` lets it pass.
 * @returns `undefined` for a bucket without keys.
 */
export const blobPlace = (setting: string | undefined, dataFolder: string, keys: Keys): BlobPlace | undefined => {
  if (setting === undefined) return { kind: "disk", folder: resolve(dataFolder, "blobs") };
  if (!setting.startsWith("s3://")) return { kind: "disk", folder: resolve(setting) };
  const { accessKeyId, secretAccessKey } = keys;
  if (!accessKeyId || !secretAccessKey) return undefined;
  const { hostname: bucket, pathname, searchParams } = new URL(setting);
  const region = searchParams.get("region") ?? "us-east-1";
  const endpoint = searchParams.get("endpoint")?.replace(/\/$/, "");
  // With an endpoint of one's own the bucket stands in the path: that works with every kin, and needs no name of its own in DNS.
  const base = endpoint
    ? `${endpoint}/${bucket}`
    : bucket.includes(".")
      ? `https://s3.${region}.amazonaws.com/${bucket}`
      : `https://${bucket}.s3.${region}.amazonaws.com`;
  const prefix = pathname.replace(/^\/+|\/+$/g, "");
  return { kind: "s3", endpoint: base, prefix: prefix && `${prefix}/`, region, accessKeyId, secretAccessKey };
};
