import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Where the picture's upper left corner is in its area, and how large it is drawn: 1 is pixel by pixel. */
export type Zoom = { x: number; y: number; scale: number };

const [LEAST, MOST, STEP, PAN] = [0.05, 8, 1.25, 60];

/** A picture in an area, moved and zoomed by wheel, drag, two fingers and keys. */
export const useZoom = (area: RefObject<HTMLElement | null>, width: number, height: number) => {
  const [zoom, setZoom] = useState<Zoom>({ x: 0, y: 0, scale: 1 });
  const size = () => area.current?.getBoundingClientRect() ?? new DOMRect(0, 0, width, height);
  const within = ({ x, y, scale }: Zoom): Zoom => {
    const { width: wide, height: high } = size();
    // A side that fits is in the middle; one that does not leaves no empty edge.
    const held = (at: number, room: number, length: number) =>
      length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, at));
    return { x: held(x, wide, width * scale), y: held(y, high, height * scale), scale };
  };
  const to = (scale: number, at?: { x: number; y: number }) =>
    setZoom((now) => {
      const { width: wide, height: high } = size();
      const { x, y } = at ?? { x: wide / 2, y: high / 2 };
      const next = Math.min(MOST, Math.max(LEAST, scale));
      const by = next / now.scale;
      return within({ x: x - (x - now.x) * by, y: y - (y - now.y) * by, scale: next });
    });
  const by = (factor: number, at?: { x: number; y: number }) => {
    current.current *= factor;
    current.current = Math.min(MOST, Math.max(LEAST, current.current));
    to(current.current, at);
  };
  const current = useRef(1);
  current.current = zoom.scale;
  const pan = (x: number, y: number) => setZoom((now) => within({ ...now, x: now.x + x, y: now.y + y }));
  const showAll = () => {
    const { width: wide, height: high } = size();
    setZoom(within({ x: 0, y: 0, scale: Math.min(1, wide / width, high / height) }));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the area has its size
  useLayoutEffect(showAll, []);

  const acts = useRef({ by, pan, showAll });
  acts.current = { by, pan, showAll };
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const end = new AbortController();
    const { signal } = end;
    const pointers = new Map<number, PointerEvent>();
    const placeOf = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
      const { left, top } = element.getBoundingClientRect();
      return { x: clientX - left, y: clientY - top };
    };
    const spread = ([one, other]: PointerEvent[]) =>
      one && other ? Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) : 0;
    element.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        acts.current.by(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), placeOf(event));
      },
      { signal, passive: false },
    );
    element.addEventListener(
      "pointerdown",
      (event) => {
        pointers.set(event.pointerId, event);
        element.setPointerCapture(event.pointerId);
      },
      { signal },
    );
    element.addEventListener(
      "pointermove",
      (event) => {
        const before = pointers.get(event.pointerId);
        if (!before) return;
        const apart = spread([...pointers.values()]);
        pointers.set(event.pointerId, event);
        if (pointers.size === 1) acts.current.pan(event.clientX - before.clientX, event.clientY - before.clientY);
        else if (apart > 0) acts.current.by(spread([...pointers.values()]) / apart, placeOf(event));
      },
      { signal },
    );
    const drop = ({ pointerId }: PointerEvent) => void pointers.delete(pointerId);
    element.addEventListener("pointerup", drop, { signal });
    element.addEventListener("pointercancel", drop, { signal });
    window.addEventListener("resize", () => acts.current.pan(0, 0), { signal });
    return () => end.abort();
  }, [area]);

  const press = (event: KeyboardEvent) => {
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [PAN, 0],
      ArrowRight: [-PAN, 0],
      ArrowUp: [0, PAN],
      ArrowDown: [0, -PAN],
    };
    const move = moves[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (move) pan(...move);
    else if (event.key === "+" || event.key === "=") by(STEP);
    else if (event.key === "-") by(1 / STEP);
    else if (event.key === "0") showAll();
    else if (event.key === "1") to(1);
    else return;
    event.preventDefault();
  };
  return { zoom, press, showAll, actual: () => to(1), zoomIn: () => by(STEP), zoomOut: () => by(1 / STEP) };
};
