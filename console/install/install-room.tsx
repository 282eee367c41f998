import "../keys/testers.css";
import "./install.css";
import { useState } from "preact/hooks";
import type { NewKeyAnswer } from "../../shared/contract/key.ts";
import { AppBar } from "../apps/app-bar.tsx";
import { text as appText } from "../apps/text.ts";
import { useApps } from "../apps/use-apps.ts";
import { NewKey } from "../keys/new-key.tsx";
import type { RoomProps } from "../room.tsx";
import { RoomPage, Shown } from "../ui/room-page.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { text } from "./text.ts";
import { Waiting } from "./waiting.tsx";
import { Ways } from "./ways.tsx";

/** How an app's form comes onto a page: what it looks like, the lines to copy, and whether the first feedback has come. */
export const InstallRoom = ({ address }: RoomProps) => {
  const apps = useApps(address);
  const [made, setMade] = useState<readonly NewKeyAnswer[]>([]);
  const [isMaking, setMaking] = useState(false);
  const { app } = apps;
  return (
    <RoomPage title={text.title} intro={text.intro}>
      <Shown asked={apps.asked} again={apps.again} failed={appText.failed} lines={6}>
        {() => (
          <>
            <AppBar apps={apps} />
            {app && (
              <>
                <Waiting key={`waiting ${app.id}`} app={app.id} />
                <Ways
                  app={app}
                  keyText={made.findLast((key) => key.app === app.id)?.text}
                  makeKey={() => setMaking(true)}
                />
                <SettingsForm key={`settings ${app.id}`} app={app} />
              </>
            )}
          </>
        )}
      </Shown>
      {isMaking && app && (
        <NewKey
          app={app}
          only="publishable"
          made={(key) => setMade((all) => [...all, key])}
          closed={() => setMaking(false)}
        />
      )}
    </RoomPage>
  );
};
