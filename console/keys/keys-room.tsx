import "./keys.css";
import "./testers.css";
import { useState } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import type { KeyAnswer, NewKeyAnswer } from "../../shared/contract/key.ts";
import { AppBar } from "../apps/app-bar.tsx";
import { text as appText } from "../apps/text.ts";
import { useApps } from "../apps/use-apps.ts";
import { type RoomProps, useConsole } from "../room.tsx";
import { RoomPage, Shown } from "../ui/room-page.tsx";
import { useNow } from "../ui/use-now.ts";
import { EditKey } from "./edit-key.tsx";
import { type Ending, EndKey } from "./end-key.tsx";
import { KeyList } from "./key-list.tsx";
import { isLeaking, keysOf } from "./keys-of.ts";
import { Leaks } from "./leaks.tsx";
import { type Made, MadeKey } from "./made-key.tsx";
import { NewKey } from "./new-key.tsx";
import { OriginTester } from "./origin-tester.tsx";
import { RotateKey } from "./rotate-key.tsx";
import { ShowKey } from "./show-key.tsx";
import { SigningSecrets } from "./signing-secrets.tsx";
import { text } from "./text.ts";
import { TokenTester } from "./token-tester.tsx";
import { useKeys } from "./use-keys.ts";

/** What stands over the room. */
type Open =
  | { is: "new" }
  | { is: "show" | "edit" | "rotate"; key: KeyAnswer }
  | { is: "end"; key: KeyAnswer; how: Ending };

/** The keys of an app and what goes with them: who may use them, who does, and what user tokens are signed with. */
export const KeysRoom = ({ address }: RoomProps) => {
  const { now: clock } = useConsole();
  const now = useNow(clock);
  const apps = useApps(address);
  const keys = useKeys();
  const [made, setMade] = useState<Made[]>([]);
  const [open, setOpen] = useState<Open>();
  const [said, setSaid] = useState("");
  const all = keys.asked.is === "ready" ? keys.asked.value : [];
  const close = () => setOpen(undefined);
  const newlyMade = (one: Made) => {
    setMade((shown) => [one, ...shown]);
    setSaid("");
    void keys.again();
  };
  const rotated = (of: KeyAnswer) => (key: NewKeyAnswer, graceSeconds: number | null) => {
    const ends = graceSeconds === null ? Number.POSITIVE_INFINITY : clock() + graceSeconds * 1_000;
    const until = Math.min(ends, Date.parse(of.expiresAt ?? "") || ends);
    const named = Number.isFinite(until) ? new Date(until).toISOString() : null;
    newlyMade({ key, old: { name: of.name, until: graceSeconds === 0 ? undefined : named } });
  };
  const body = (app: AppAnswer) => (
    <Shown asked={keys.asked} again={keys.again} failed={text.failed} lines={6}>
      {(known) => {
        const sorted = keysOf(known, app.id, now);
        return (
          <>
            <KeyList
              keys={sorted}
              usage={keys.usage}
              now={now}
              show={(key) => setOpen({ is: "show", key })}
              edit={(key) => setOpen({ is: "edit", key })}
              rotate={(key) => setOpen({ is: "rotate", key })}
              end={(key, how) => setOpen({ is: "end", key, how })}
            />
            <div class="key-tools">
              <OriginTester key={app.id} app={app.id} keys={sorted.live.map(({ key }) => key)} changed={keys.again} />
              <SigningSecrets key={`secrets ${app.id}`} app={app.id} now={now} />
              <TokenTester key={`token ${app.id}`} app={app.id} />
            </div>
          </>
        );
      }}
    </Shown>
  );
  return (
    <RoomPage
      title={text.title}
      intro={text.intro}
      action={
        apps.app && (
          <button type="button" class="button primary" onClick={() => setOpen({ is: "new" })}>
            {text.newKey}
          </button>
        )
      }
    >
      <Leaks
        keys={all.filter((key) => isLeaking(key, now))}
        now={now}
        rotate={(key) => setOpen({ is: key.replacedBy === null ? "rotate" : "end", key, how: "finish" })}
      />
      <Shown asked={apps.asked} again={apps.again} failed={appText.failed} lines={1}>
        {() => <AppBar apps={apps} />}
      </Shown>
      <p class="said" role="status">
        {said}
      </p>
      {made.map((one) => (
        <MadeKey
          key={one.key.id}
          made={one}
          kept={() => setMade((shown) => shown.filter(({ key }) => key.id !== one.key.id))}
        />
      ))}
      {apps.app && body(apps.app)}
      {open?.is === "new" && apps.app && <NewKey app={apps.app} made={(key) => newlyMade({ key })} closed={close} />}
      {open?.is === "show" && <ShowKey of={open.key} closed={close} />}
      {open?.is === "edit" && <EditKey of={open.key} done={keys.again} closed={close} />}
      {open?.is === "rotate" && <RotateKey of={open.key} made={rotated(open.key)} closed={close} />}
      {open?.is === "end" && (
        <EndKey
          of={open.key}
          how={open.how}
          done={async (sentence) => {
            setSaid(sentence);
            await keys.again();
          }}
          closed={close}
        />
      )}
    </RoomPage>
  );
};
