import { type RefObject, useEffect } from 'react';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { pixelsOf } from '../media/layers.ts';

type Picture = { live: LiveDebate | undefined; producerId: string | undefined; isLarge: boolean };

/** What is nearly in sight is received already, so that scrolling finds no dark tiles. */
const nearly = { rootMargin: '50%' };

/** Tells the debate how large this element shows a producer's picture, for as long as it does. */
export function useShown(ref: RefObject<HTMLElement | null>, { live, producerId, isLarge }: Picture): void {
  useEffect(() => {
    const element = ref.current;
    if (!element || !live || !producerId) return;
    const place = Symbol(producerId);
    let isInSight = true;
    const tell = () => {
      const heightPx = isInSight ? pixelsOf(element.clientHeight, devicePixelRatio) : 0;
      live.media.show(producerId, place, { heightPx, isLarge });
    };
    const size = new ResizeObserver(tell);
    const sight = new IntersectionObserver((entries) => {
      isInSight = entries.at(-1)?.isIntersecting ?? true;
      tell();
    }, nearly);
    size.observe(element);
    sight.observe(element);
    return () => {
      size.disconnect();
      sight.disconnect();
      live.media.show(producerId, place, null);
    };
  }, [ref, live, producerId, isLarge]);
}
