import { join, resolve } from "node:path";
import type { BlobPlace } from "../blobs/place.ts";
import type { Config } from "../config.ts";
import { counted } from "./counted.ts";
import { table } from "./help.ts";
import type { MigrateAnswer } from "./migrate.ts";

/** A place for people and for comparing; without keys. */
export const describePlace = (place: BlobPlace): string =>
  place.kind === "disk" ? place.folder : `${place.endpoint}/${place.prefix}`.replace(/\/$/, "");

const nextSteps = (
  { from, sourceChangedSince, secrets, files }: MigrateAnswer,
  { dataFolder, secret, blobs: here }: Config,
  blobs: BlobPlace | undefined,
): string[] => {
  const steps: string[] = [];
  steps.push(
    sourceChangedSince
      ? "The source was written to since: what came after the moment that was moved is not there yet. Stop its server, and run the same command again."
      : "If the source's server still runs, stop it and run the same command again: it brings what came since.",
  );
  if (secrets.unreadable > 0)
    steps.push(
      `${secrets.unreadable} of ${counted(secrets.sealed, "secret")} of webhooks and user tokens cannot be opened with the key that is here. Run this with the EARSHOT_SECRET of the source, or rotate them later.`,
    );
  steps.push(
    secret
      ? "Start the new server with the same EARSHOT_SECRET: it opens the secrets of webhooks and user tokens."
      : `Start the new server with the same EARSHOT_DATA, or set EARSHOT_SECRET to the line in ${join(resolve(dataFolder), "secret.key")}: it opens the secrets of webhooks and user tokens.`,
  );
  const place = blobs ?? here;
  steps.push(
    place.kind === "disk" && place.folder === resolve(dataFolder, "blobs")
      ? `Uploaded files are in ${place.folder}: keep the same EARSHOT_DATA, or set EARSHOT_BLOBS to that folder. Several machines need a bucket: run again with --blobs s3://...`
      : `Set EARSHOT_BLOBS for the new server as ${blobs ? "--blobs was given here" : "it is set here"}: files are in ${describePlace(place)}.`,
  );
  if (files && files.missing.length + files.damaged.length > 0)
    steps.push(
      `${counted(files.missing.length, "file")} that feedback names ${files.missing.length === 1 ? "is" : "are"} not in the old storage and ${files.damaged.length} damaged there: look at them with --json, and restore them from a backup.`,
    );
  steps.push(
    from === "sqlite"
      ? "Look at the new database with earshot doctor, then start the server with DATABASE_URL. From that moment, or after any command that changes something there, migrate does not write to it any more."
      : "Look at the new data folder with earshot doctor, then start the server without DATABASE_URL. From that moment, or after any command that changes something there, migrate does not write to it any more.",
  );
  return steps;
};

/** What an operator reads at the end: counts of both sides, what this run did, what to do now. */
export const migrateText = (
  answer: MigrateAnswer,
  config: Config,
  blobs: BlobPlace | undefined,
): { text: string; next: string[] } => {
  const next = nextSteps(answer, config, blobs);
  const rows = answer.tables.map(({ table: name, source, destination, copied, changed, removed }) => [
    name,
    ...[source, destination, copied, changed, removed].map(String),
  ]);
  const { files } = answer;
  return {
    next,
    text: [
      table(["TABLE", "SOURCE", "DESTINATION", "COPIED", "CHANGED", "REMOVED"], rows),
      "",
      `  All rows are in both, and alike, as they were at ${answer.snapshotAt}.`,
      ...(files
        ? [
            `  Files: ${files.copied} copied, ${files.present} there already, ${files.missing.length} missing, ${files.damaged.length} damaged.`,
          ]
        : []),
      "",
      "  Next:",
      ...next.map((step, at) => `  ${at + 1}. ${step}`),
    ].join("\n"),
  };
};
