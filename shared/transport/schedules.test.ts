import fc from "fast-check";
import { expect, test } from "vitest";
import { isBack, World } from "./schedules.ts";

const YEAR = 365 * 24 * 3_600_000;
const number = fc.nat(1_000_000);
/** What happens next in the world. The commonest: something that is under way comes to its end. */
const step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant("end" as const), which: number, fate: number }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("press" as const), which: number }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.nat(20 * 60_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("open" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("kill" as const), which: number, fate: number }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("jump" as const), ms: fc.constantFrom(-YEAR, YEAR, -90_000, 90_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("take back" as const), which: number }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("online" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("shown" as const), which: number }) },
);

/** All that can go on without the world goes on. */
const settled = () => new Promise<void>((done) => setImmediate(done));

test("over 10,000 random schedules each text arrives once with its files, or is visibly there, no screen lies, and it all comes to an end", async () => {
  let arrived = 0;
  let killed = 0;
  let withFiles = 0;
  let takenBack = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 60 }),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      async (steps, dice) => {
        const world = new World(() => dice.next().value);
        world.open();
        for (const one of steps) {
          const tabs = [...world.tabs.values()];
          const tab = "which" in one ? tabs[one.which % tabs.length] : undefined;
          if (one.do === "end") world.waiting[one.which % world.waiting.length]?.end(one.fate);
          else if (one.do === "press" && tab && world.pressed.size < 8) world.press(tab);
          else if (one.do === "pass") world.pass(one.ms);
          else if (one.do === "open" && tabs.length < 4) world.open();
          else if (one.do === "kill" && tab) {
            world.kill(tab, one.fate);
            killed++;
          } else if (one.do === "jump") world.jump(one.ms);
          else if (one.do === "take back") [...world.pressed.values()].at(one.which % world.pressed.size)?.back.abort();
          else if (one.do === "online") for (const { events } of tabs) events.dispatchEvent(new Event("online"));
          else if (one.do === "shown") tab?.document.dispatchEvent(new Event("visibilitychange"));
          await settled();
          world.check();
          if (world.wrong.length > 0) break;
        }
        const took = await world.recover(2_000, settled);
        world.check();
        world.checkEnd();
        expect(world.wrong).toEqual([]);
        // Sent or visibly refused, and nothing is tried or woken any more; within the longest wait there is and a little.
        for (const [id, { head }] of world.stored) expect([id, head.state]).toEqual([id, "needs-you"]);
        expect(took).toBeLessThan(1.5 * 3_600_000);
        arrived += world.records.size;
        withFiles += [...world.records.values()].filter((text) => text.includes("attachments")).length;
        takenBack += [...world.pressed.values()].filter(({ shown }) => shown && isBack(shown)).length;
      },
    ),
    { numRuns: 10_000 },
  );
  // The schedules did reach what they are about.
  expect(arrived).toBeGreaterThan(5_000);
  expect(killed).toBeGreaterThan(5_000);
  expect(withFiles).toBeGreaterThan(2_000);
  expect(takenBack).toBeGreaterThan(300);
}, 60_000);
