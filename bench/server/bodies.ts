import { randomBytes } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
};

/** A real PNG of noise, of about so many bytes: it must be decoded, looked at and stored as any picture. */
const picture = (size: number): string => {
  const side = Math.max(1, Math.floor(Math.sqrt(size / 3)));
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  const rows = Array.from({ length: side }, () => Buffer.concat([Buffer.from([0]), randomBytes(side * 3)]));
  const png = Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 1 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${png.toString("base64")}`;
};

/** A submission of about so many bytes in all, by this person; above 4 KB most of it is the picture. */
export const bodyOf = (bytes: number, person = "ann"): Buffer => {
  const submission = {
    content: "The total does not change when I remove an item from the cart. ".repeat(
      bytes > 4_096 ? 8 : Math.max(1, Math.floor((bytes - 500) / 64)),
    ),
    category: "problem",
    pageUrl: "https://shop.example.com/cart?step=2",
    pageTitle: "Your cart",
    customerEmail: `${person}@example.com`,
    tags: ["cart", "mobile"],
    client: {
      userAgent: "Mozilla/5.0 (X11; Linux x86_64)",
      language: "en",
      viewport: { width: 1280, height: 800, devicePixelRatio: 1 },
    },
  };
  return Buffer.from(
    JSON.stringify(
      bytes > 4_096 ? { ...submission, screenshotDataUrl: picture(Math.floor((bytes - 1_500) * 0.75)) } : submission,
    ),
  );
};
