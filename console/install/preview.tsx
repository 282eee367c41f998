import { useEffect, useRef, useState } from "preact/hooks";
import type { AppSettings } from "../../shared/contract/app.ts";
import type { Mode } from "../../shared/contract/enumerations.ts";
import { PREVIEW_PATH, type PreviewAsked, type PreviewTold } from "../../shared/contract/preview.ts";
import { currentLanguage } from "../language.ts";
import { text } from "./text.ts";

const LOCALES = ["ar", "de", "en", "es", "fr", "he", "it", "ja", "ko", "nl", "pl", "pt-BR", "zh-CN"];
const nameOf = (locale: string): string =>
  new Intl.DisplayNames([currentLanguage()], { type: "language" }).of(locale) ?? locale;

type Scheme = PreviewAsked["scheme"];
type Props = {
  settings: AppSettings;
  mode: Mode;
  /** Is told what the form says by itself. */
  speaks: (texts: Record<string, string>) => void;
};

/** The form as visitors would see it, in a frame of the server's own page. Nothing that is written in it is sent. */
export const Preview = ({ settings, mode, speaks }: Props) => {
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  const [isTried, setTried] = useState(false);
  const [isPhone, setPhone] = useState(false);
  const [locale, setLocale] = useState<string>(currentLanguage());
  const [scheme, setScheme] = useState<Scheme>(() =>
    matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  );
  const told = useRef(speaks);
  told.current = speaks;
  useEffect(() => {
    const end = new AbortController();
    window.addEventListener(
      "message",
      ({ source, origin, data }: MessageEvent<PreviewTold>) => {
        if (!source || source !== frame.current?.contentWindow || origin !== location.origin) return;
        if (data.earshot === "preview-ready") setReady(true);
        if (data.earshot === "preview-texts") told.current(data.texts);
        if (data.earshot === "preview-sent") setTried(true);
      },
      { signal: end.signal },
    );
    return () => end.abort();
  }, []);
  const wanted = JSON.stringify({ earshot: "preview", settings, mode, locale, scheme } satisfies PreviewAsked);
  useEffect(() => {
    setTried(false);
    if (isReady) frame.current?.contentWindow?.postMessage(JSON.parse(wanted), location.origin);
  }, [isReady, wanted]);
  const toggle = (words: string, isOn: boolean, set: () => void) => (
    <button type="button" class="chip toggle" aria-pressed={isOn} onClick={set}>
      {words}
    </button>
  );
  return (
    <section class="preview" aria-label={text.preview.title}>
      <div class="preview-bar">
        {toggle(text.preview.dark, scheme === "dark", () => setScheme(scheme === "dark" ? "light" : "dark"))}
        {toggle(text.preview.phone, isPhone, () => setPhone(!isPhone))}
        <select
          class="select"
          aria-label={text.preview.language}
          value={locale}
          onChange={({ currentTarget }) => setLocale(currentTarget.value)}
        >
          {LOCALES.map((one) => (
            <option key={one} value={one}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      </div>
      <iframe
        ref={frame}
        class={isPhone ? "preview-frame phone" : "preview-frame"}
        title={text.preview.title}
        src={PREVIEW_PATH}
      />
      <p class="fine" role="status">
        {isTried ? text.preview.tried : text.preview.note}
      </p>
    </section>
  );
};
