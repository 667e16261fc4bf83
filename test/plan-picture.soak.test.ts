import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Manifest } from '../src/kernel/manifest.ts';
import { planOf } from '../src/plan/plan.ts';
import { prove } from '../src/plan/proof.ts';
import { rollingIn } from '../src/plan/story.ts';
import { planHtml } from '../src/reports/plan-html.ts';
import { type PlanReport } from '../src/reports/plan-report.ts';
import { findChromium } from './chromium.ts';
import { ROOT } from './cli-project.ts';
import { CURRENT, NAMES, newRelease, releaseOf } from './plan-variants.ts';

const EXECUTABLE = findChromium();
const SHOTS = join(ROOT, '.slipway', 'screenshots');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const SCREENS = [
  { width: 1440, scheme: 'light' },
  { width: 1440, scheme: 'dark' },
  { width: 640, scheme: 'light' },
  { width: 640, scheme: 'dark' },
] as const;

const next = newRelease();

function reportOf(name: string, before: readonly Manifest[] | undefined, after: readonly Manifest[]): PlanReport {
  const [environment, system] = name.split('/') as [string, string];
  const [old, now] = [before === undefined ? undefined : releaseOf(before), releaseOf(after)];
  const options = { namespace: now.namespace };
  return { system, environment, from: old === undefined ? 'an empty cluster' : 'HEAD', plan: planOf(old, now, options), proof: prove(old, now, options), waived: [], rolls: rollingIn(old, now).length > 0, before: old?.byKey ?? new Map(), after: now.byKey };
}

const PAGES = NAMES.flatMap((name) => [
  [`${name}, the first sync`, () => planHtml([reportOf(name, undefined, CURRENT.get(name)!)])] as const,
  [`${name}, a release`, () => planHtml([reportOf(name, CURRENT.get(name), next.get(name)!)])] as const,
]);

/** Where there is no Chromium on PATH, and SLIPWAY_CHROMIUM names none, the page is not opened. */
const inBrowser = EXECUTABLE === undefined ? describe.skip : describe;

inBrowser(`the picture of a plan, in Chromium${EXECUTABLE === undefined ? ' (there is none: apt-get install chromium)' : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: EXECUTABLE!, args: ['--no-sandbox'] });
    mkdirSync(SHOTS, { recursive: true });
  });
  afterAll(() => browser?.close());

  async function opened(html: string, width: number, colorScheme: 'light' | 'dark'): Promise<{ page: Page; said: string[] }> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => {
      if (!/^(file|data|about):/.test(request.url())) said.push(`asked for ${request.url()}`);
    });
    await page.setContent(html);
    return { page, said };
  }

  it.each(PAGES)('%s', async (name, html) => {
    const text = html();
    for (const { width, scheme } of SCREENS) {
      const { page, said } = await opened(text, width, scheme);
      const shape = width > 1200 ? 'wide' : 'narrow';
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      expect(await page.locator(`svg.${shape}`).isVisible()).toBe(true);
      expect(await page.locator(`svg.${shape === 'wide' ? 'narrow' : 'wide'}`).isVisible()).toBe(false);
      expect(await faultsIn(page, shape)).toEqual([]);
      const shot = await page.screenshot({ fullPage: true });
      writeFileSync(join(SHOTS, `plan-${name.replaceAll(/[^a-z]+/g, '-')}-${width}-${scheme}.png`), shot);
      expect(said).toEqual([]);
      await page.context().close();
    }
  }, 120_000);

  it('is gone through by keyboard: each box has its place, a ring, its edges and its details', async () => {
    const { page } = await opened(PAGES[0]![1](), 1440, 'light');
    const boxes = await page.locator('svg.wide .box').count();
    expect(boxes).toBeGreaterThan(10);
    const ids: string[] = [];
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    for (let index = 0; index < boxes; index++) {
      await page.keyboard.press('Tab');
      ids.push(await page.evaluate<string>('document.activeElement.id'));
    }
    expect(new Set(ids).size).toBe(boxes);
    expect(ids.every((id) => id.startsWith('p0-wide-b'))).toBe(true);
    // The last one stands out, and leads to what is said of it.
    const width = await page.evaluate<string>("getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth");
    expect(width).toBe('3px');
    const target = await page.evaluate<string>("document.activeElement.getAttribute('href')");
    await page.keyboard.press('Enter');
    expect(await page.evaluate('window.location.hash')).toBe(target);
    expect(await page.evaluate(`document.querySelector('${target}').getBoundingClientRect().top < window.innerHeight`)).toBe(true);
    await page.context().close();
  });

  it.each(SCREENS)('has nothing that axe finds at $width, $scheme', async ({ width, scheme }) => {
    const { page } = await opened(PAGES[1]![1]().replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''), width, scheme);
    await page.addScriptTag({ content: AXE });
    const violations = await page.evaluate<string[]>("axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))");
    expect(violations).toEqual([]);
    await page.context().close();
  });
});

/** What overlaps, sticks out or is too small to read, as the browser has laid it out. */
function faultsIn(page: Page, shape: string): Promise<string[]> {
  return page.evaluate<string[]>(`(${FAULTS})(${JSON.stringify(shape)})`);
}

const FAULTS = `(shape) => {
  const svg = document.querySelector('svg.' + shape);
  const rect = (element) => element.getBoundingClientRect();
  const over = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
  const faults = [];
  const frames = [...svg.querySelectorAll('.box')].map((box) => ({ box, area: rect(box.querySelector('rect')) }));
  const heads = [...svg.querySelectorAll(':scope > text')].map((head) => ({ head, area: rect(head) }));
  frames.forEach(({ box, area }, index) => {
    for (const other of frames.slice(index + 1)) if (over(area, other.area)) faults.push(box.id + ' overlaps ' + other.box.id);
    for (const { head, area: place } of heads) if (over(area, place)) faults.push(box.id + ' overlaps ' + head.textContent);
    const lines = [...box.querySelectorAll('text')].map((line) => ({ line, place: rect(line) }));
    lines.forEach(({ line, place }, number) => {
      if (place.left < area.left || place.right > area.right || place.top < area.top - 1 || place.bottom > area.bottom + 1) faults.push(line.textContent + ' sticks out of ' + box.id);
      if (place.height < 9) faults.push(line.textContent + ' is ' + place.height + ' px high');
      // Ascenders and descenders of neighbours may share a pixel or two.
      for (const below of lines.slice(number + 1)) if (place.bottom - below.place.top > 3) faults.push(line.textContent + ' overlaps ' + below.line.textContent);
    });
  });
  heads.forEach(({ head, area }, index) => {
    for (const other of heads.slice(index + 1)) if (over(area, other.area) && Math.abs(area.top - other.area.top) > 18) faults.push(head.textContent + ' overlaps ' + other.head.textContent);
  });
  return faults;
}`;
