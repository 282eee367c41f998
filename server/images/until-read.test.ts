import { expect, test, vi } from "vitest";
import { untilRead } from "./until-read.ts";

const bytes = new Uint8Array(200_000).map((_, index) => index % 251);
const read = async (stream: ReadableStream<Uint8Array>) => new Uint8Array(await new Response(stream).arrayBuffer());

test("all of it comes, and then it is over, once", async () => {
  const over = vi.fn();
  expect(await read(untilRead(bytes, over, 10_000))).toEqual(bytes);
  expect(over).toHaveBeenCalledTimes(1);
});

test("it is over when its reader leaves", async () => {
  const over = vi.fn();
  const reader = untilRead(bytes, over, 10_000).getReader();
  await reader.read();
  expect(over).not.toHaveBeenCalled();
  await reader.cancel();
  expect(over).toHaveBeenCalledTimes(1);
});

test("who reads too slowly does not get the rest", async () => {
  const over = vi.fn();
  const reader = untilRead(bytes, over, 20).getReader();
  await reader.read();
  await expect.poll(() => over.mock.calls.length).toBe(1);
  await expect(reader.read()).rejects.toThrow("not read in time");
});
