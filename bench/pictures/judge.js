import { ssim } from "ssim.js";

// Runs in an empty page that has nothing to do with those that are drawn.

const TENTH = 25.5;
const NAME_HEIGHT = 28;

const decode = async (base64) => {
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  return image;
};
const pixelsOf = (image, width, height, leftOut) => {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, width, height);
  for (const { x, y, width, height } of leftOut) context.fillRect(x - 1, y - 1, width + 2, height + 2);
  return context.getImageData(0, 0, width, height);
};

/**
 * How like a picture is to what the browser shows: SSIM at full size, and per cent of the pixels with a channel that is more
 * than a tenth off. A picture of another size is scaled to that of the truth.
 *
 * @param leftOut Rectangles that do not count.
 */
export const compare = async (truthPng, picturePng, leftOut) => {
  const [shown, drawn] = await Promise.all([decode(truthPng), decode(picturePng)]);
  const { width, height } = shown;
  const [truth, picture] = [shown, drawn].map((image) => pixelsOf(image, width, height, leftOut));
  let off = 0;
  for (let at = 0; at < truth.data.length; at += 4)
    if ([0, 1, 2].some((channel) => Math.abs(truth.data[at + channel] - picture.data[at + channel]) > TENTH)) off++;
  return { ssim: ssim(truth, picture, { downsample: false }).mssim, off: (off * 400) / truth.data.length };
};

/** All pictures of a page on one sheet, each under its name. Returns it as base64 of a PNG. */
export const sheet = async (pictures, across) => {
  const images = await Promise.all(
    pictures.map(async ({ name, png }) => ({ name, image: png ? await decode(png) : undefined })),
  );
  const columns = Math.min(across, images.length);
  const { width: first = 1280, height: second = 800 } = images.find(({ image }) => image)?.image ?? {};
  const width = first > second ? 640 : 320;
  const height = Math.round((width * second) / first);
  const canvas = document.createElement("canvas");
  canvas.width = width * columns;
  canvas.height = (height + NAME_HEIGHT) * Math.ceil(images.length / columns);
  const context = canvas.getContext("2d");
  context.fillStyle = "#555";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = "14px sans-serif";
  context.imageSmoothingQuality = "high";
  images.forEach(({ name, image }, index) => {
    const [x, y] = [(index % columns) * width, Math.floor(index / columns) * (height + NAME_HEIGHT)];
    context.fillStyle = "#fff";
    context.fillText(name, x + 8, y + 19, width - 16);
    if (image) context.drawImage(image, x + 1, y + NAME_HEIGHT, width - 2, height);
  });
  return canvas.toDataURL("image/png").split(",")[1];
};
