import type { Page } from 'playwright-core';
import { expect } from 'vitest';

interface Focus {
  /** What has the focus, by its label or its text. */
  name: string;
  outlined: boolean;
  inWindow: boolean;
}

const lookAtFocus = `(() => {
  const focused = document.activeElement;
  const style = getComputedStyle(focused);
  const { top, left, bottom, right } = focused.getBoundingClientRect();
  const name = [...(focused.labels ?? []), focused].map(({ textContent }) => textContent).join(' ').trim();
  return {
    name,
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
    inWindow: top < innerHeight && left < innerWidth && bottom > 0 && right > 0,
  };
})()`;

export function focusOf(page: Page): Promise<Focus> {
  return page.evaluate<Focus>(lookAtFocus);
}

/** Tabs on until something of this name has the focus; all the way one sees where one is. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab');
    const focus = await focusOf(page);
    expect(focus, `on the way: ${passed.join(' | ')}`).toMatchObject({
      outlined: true,
      inWindow: true,
    });
    if (typeof name === 'string' ? focus.name === name : name.test(focus.name)) return;
    passed.push(focus.name.slice(0, 20));
  }
  throw new Error(`no way by Tab to ${String(name)}, only to ${passed.join(' | ')}`);
}
