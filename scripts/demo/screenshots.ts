import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const widths = [1280, 360];
const height = 800;

/** The pictures of the pages, each at the width of a desk and of a phone. */
export class Screenshots {
  readonly folder: string;
  #taken = 0;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  get taken(): number {
    return this.#taken;
  }

  async take(page: Page, name: string): Promise<void> {
    const first = page.viewportSize();
    for (const width of widths) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: join(this.folder, `${name}-${width}.png`), fullPage: true });
      this.#taken += 1;
    }
    if (first) await page.setViewportSize(first);
  }
}
