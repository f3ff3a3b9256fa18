import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react';

/** In milliseconds. Longer than browsers take that ask for a context menu themselves. */
const LONG = 650;
/** In pixels: a finger that goes further scrolls. */
const STRAY = 10;

/** Handlers of an element on which a finger that rests means something: not every browser asks for a context menu then. */
export function useLongPress(onPress: (x: number, y: number) => void) {
  const pressed = useRef<{ timer?: ReturnType<typeof setTimeout>; x: number; y: number; isOver: boolean }>({
    x: 0,
    y: 0,
    isOver: false,
  });
  const cancel = () => clearTimeout(pressed.current.timer);
  useEffect(() => () => clearTimeout(pressed.current.timer), []);
  return {
    onPointerDown: ({ pointerType, clientX: x, clientY: y }: PointerEvent) => {
      cancel();
      pressed.current = { x, y, isOver: false };
      if (pointerType !== 'touch') return;
      pressed.current.timer = setTimeout(() => {
        pressed.current.isOver = true;
        onPress(x, y);
      }, LONG);
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const { x, y } = pressed.current;
      if (Math.hypot(clientX - x, clientY - y) > STRAY) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
    /** The press was the whole of it: lifting the finger is no click. */
    onClickCapture: (event: MouseEvent) => {
      if (!pressed.current.isOver) return;
      pressed.current.isOver = false;
      event.preventDefault();
      event.stopPropagation();
    },
    cancel,
  };
}
