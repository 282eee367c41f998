import { expect, test } from "vitest";
import { readConfig } from "../config.ts";
import { blobPlace, faultOfBlobs } from "./place.ts";

const KEYS = { accessKeyId: "id", secretAccessKey: "secret" };

test("without a setting files are kept beside the database, else where it says", () => {
  expect(blobPlace(undefined, "/srv/data", KEYS)).toEqual({ kind: "disk", folder: "/srv/data/blobs" });
  expect(blobPlace("/mnt/files", "/srv/data", KEYS)).toEqual({ kind: "disk", folder: "/mnt/files" });
});

test.each([
  ["s3://team?region=eu-central-1", "https://team.s3.eu-central-1.amazonaws.com", "", "eu-central-1"],
  [
    "s3://team.files/a/b/?region=eu-central-1",
    "https://s3.eu-central-1.amazonaws.com/team.files",
    "a/b/",
    "eu-central-1",
  ],
  ["s3://team/feedback?endpoint=http://127.0.0.1:9000/", "http://127.0.0.1:9000/team", "feedback/", "us-east-1"],
  ["s3://team?endpoint=https://storage.example.com&region=auto", "https://storage.example.com/team", "", "auto"],
])("%s is a bucket", (setting, endpoint, prefix, region) => {
  expect(faultOfBlobs(setting)).toBeUndefined();
  expect(blobPlace(setting, "", KEYS)).toEqual({ kind: "s3", endpoint, prefix, region, ...KEYS });
});

test.each([
  "s3://",
  "s3://UPPER_case?region=x",
  "s3://id:secret@team?region=x",
  "s3://team",
  "s3://team?endpoint=ftp://x",
  "s3://team?endpoint=https://x/path",
  "s3://team?region=x&secret=y",
  "s3://team/a b?region=x",
  "https://team.s3.amazonaws.com",
  "gs://team",
])("%s is none, and is told what to write", (setting) => {
  expect(faultOfBlobs(setting)).toMatch(/^must/);
});

test("a bucket without keys is refused in a sentence that names the settings, and repeats none", () => {
  const environment = { EARSHOT_BLOBS: "s3://team?region=x", AWS_ACCESS_KEY_ID: "an id" };
  expect(() => readConfig(environment)).toThrow(
    "EARSHOT_BLOBS is a bucket, which needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
  );
  expect(readConfig({ ...environment, AWS_SECRET_ACCESS_KEY: "a secret" }).blobs).toMatchObject({ kind: "s3" });
  expect(() => readConfig({ EARSHOT_BLOBS: "s3://id:hunter2@team" })).toThrow(
    /^EARSHOT_BLOBS must not hold keys(?!.*hunter2)/,
  );
});
