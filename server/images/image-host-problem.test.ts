import { expect, test } from "vitest";
import { parseAllowedHosts } from "../outbox/destination.ts";
import { imageHostProblem } from "./image-host-problem.ts";

const NO_NAME = "must be the name of a public host, such as images.example.com";

test.each([
  ["images.example.com", undefined],
  ["*.example.com", undefined],
  ["images.example.com:8443", undefined],
  ["d1234.cloudfront.net", undefined],
  ["*.cloudfront.net", "anybody can have a site under cloudfront.net: name yours, such as your-name.cloudfront.net"],
  ["*.co.uk", "anybody can have a site under co.uk: name yours, such as your-name.co.uk"],
  ["*.com", NO_NAME],
  ["intranet", NO_NAME],
  ["localhost", NO_NAME],
  ["localhost:8080", NO_NAME],
  ["a.localhost", "must lead to a public address"],
  ["*.localhost", NO_NAME],
  ["8.8.8.8", NO_NAME],
  ["10.0.0.5", NO_NAME],
  ["*.0.0.1", NO_NAME],
  ["169.254.169.254", NO_NAME],
  ["[::1]", NO_NAME],
  ["[::ffff:127.0.0.1]", NO_NAME],
  ["[2606:4700:4700::1111]", NO_NAME],
])("%s as a host of images: %s", async (host, problem) => {
  expect(await imageHostProblem(host, [])).toBe(problem);
});

test("what the operator lets webhooks reach may hold images too, at its port; link-local and metadata never", async () => {
  const hosts = parseAllowedHosts("images, 10.0.0.5:8080, [fd00::7], 169.254.169.254, localhost:80") ?? expect.fail();
  for (const host of ["images", "images:9000", "10.0.0.5:8080", "[fd00::7]:9000", "localhost:80", "localhost"])
    expect([host, await imageHostProblem(host, hosts)]).toEqual([host, undefined]);
  for (const host of ["*.images", "10.0.0.5", "10.0.0.6:8080", "169.254.169.254", "localhost:81"])
    expect([host, await imageHostProblem(host, hosts)]).toEqual([host, expect.any(String)]);
});
