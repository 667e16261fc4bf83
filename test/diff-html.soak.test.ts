import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { compareSides } from '../src/cli/diff/compare-sides.ts';
import { readSchemas } from '../src/cli/validate/read-schemas.ts';
import { type Manifest } from '../src/kernel/manifest.ts';
import { diffHtml } from '../src/reports/diff-html.ts';
import { type DiffReport } from '../src/reports/diff-report.ts';
import { findChromium } from './chromium.ts';
import { reportOf, SCENARIOS } from './diff-scenarios.ts';
import { ROOT } from './cli-project.ts';
import { HOSTILE } from './hostile-values.ts';
import { manyImageBumps } from './many-image-bumps.ts';
import { atThisPace } from '../src/kernel/test-support/pace.ts';

const SCREENSHOTS = join(ROOT, '.slipway', 'screenshots');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const CHROMIUM = findChromium();
const inBrowser = CHROMIUM === undefined ? describe.skip : describe;

inBrowser(`the page of differences${CHROMIUM === undefined ? ` (no Chromium here: apt-get install chromium, or set SLIPWAY_CHROMIUM to its path)` : ', in Chromium'}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-html-'));
  let browser: Browser;
  let report: DiffReport;
  let file: string;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] });
    const reports = await Promise.all(['image-bump', 'claim-shrunk', 'removed-system', 'config-line', 'mesh-switched', 'network-policy-opened'].map((name) => reportOf(SCENARIOS[name]!)));
    // Each pair with what differs most in it.
    const pairs = reports[0]!.pairs.map((_, index) => reports.map(({ pairs: of }) => of[index]!).sort((a, b) => b.diff.objects.length - a.diff.objects.length)[0]!);
    report = { ...reports[0]!, pairs, notes: ['a note'] };
    file = join(folder, 'report.html');
    writeFileSync(file, diffHtml(report));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  interface Opened {
    readonly page: Page;
    readonly said: string[];
    readonly requests: string[];
  }
  async function open(path = file, options: { width?: number; scheme?: 'light' | 'dark' } = {}): Promise<Opened> {
    const context = await browser.newContext({ viewport: { width: options.width ?? 1280, height: 900 }, colorScheme: options.scheme ?? 'light' });
    const page = await context.newPage();
    const said: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(path).href);
    await page.locator('details.row').first().waitFor();
    return { page, said, requests };
  }
  const rows = (page: Page) => page.locator('details.row');

  it('loads with no other request and nothing on the console', async () => {
    const { page, said, requests } = await open();
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([pathToFileURL(file).href]);
    expect(said).toEqual([]);
    expect(await rows(page).count()).toBeGreaterThan(20);
    await page.context().close();
  });

  it('filters by words, environment, risk and a cell of the summary', async () => {
    const { page, said } = await open();
    const all = await rows(page).count();
    await page.getByLabel('Filter').fill('statefulset postgres 5Gi');
    expect(await rows(page).count()).toBe(1);
    expect(await page.getByRole('status').textContent()).toBe(`1 of ${all} rows`);
    await page.getByLabel('Filter').fill('no such thing');
    expect(await rows(page).count()).toBe(0);
    await page.getByLabel('Filter').fill('');
    await page.getByLabel('Environment', { exact: true }).selectOption('production');
    const ofProduction = await rows(page).count();
    expect([ofProduction > 0, ofProduction < all]).toEqual([true, true]);
    await page.getByLabel('Environment', { exact: true }).selectOption('');
    await page.locator('#risks input[value="low"]').uncheck();
    expect(await page.locator('details.row > summary > .risk.low').count()).toBe(0);
    await page.locator('button.cell.critical').first().click();
    const risks = await page.locator('details.row > summary > .risk').allTextContents();
    expect([risks.length > 0, new Set(risks)]).toEqual([true, new Set(['critical'])]);
    expect(said).toEqual([]);
    await page.context().close();
  });

  it('expands and collapses, one and all, and shows both sides', async () => {
    const { page } = await open();
    await page.getByLabel('Filter').fill('statefulset postgres 5Gi');
    await page.locator('details.row > summary').click();
    expect(await page.locator('.body .gone').first().textContent()).toBe('5Gi');
    expect(await page.locator('.body .came').first().textContent()).toBe('2Gi');
    await page.getByText('Side by side, as YAML').click();
    await page.locator('.body details .gone').first().waitFor();
    await page.getByLabel('Filter').fill('');
    await page.getByRole('button', { name: 'Expand all' }).click();
    expect(await page.locator('details.row:not([open])').count()).toBe(0);
    await page.getByRole('button', { name: 'Collapse all' }).click();
    expect(await page.locator('details.row[open]').count()).toBe(0);
    await page.context().close();
  });

  it('is used by keyboard alone', async () => {
    const { page } = await open();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the changes');
    await page.keyboard.press('/');
    await page.keyboard.type('networkpolicy');
    expect(await page.getByLabel('Filter').inputValue()).toBe('networkpolicy');
    await page.keyboard.press('Escape');
    expect(await page.getByLabel('Filter').inputValue()).toBe('');
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    expect(await page.locator('details.row[open]').count()).toBe(1);
    await page.keyboard.press('e');
    expect(await page.locator('details.row:not([open])').count()).toBe(0);
    await page.keyboard.press('c');
    expect(await page.locator('details.row[open]').count()).toBe(0);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('keeps the rules of accessibility, %s', async (scheme) => {
    for (const width of [1280, 400]) {
      const { page } = await open(file, { width, scheme });
      await page.getByRole('button', { name: 'Expand all' }).click();
      await page.locator('.body details').first().evaluate((element) => void ((element as unknown as { open: boolean }).open = true));
      await page.evaluate(AXE);
      const { violations, passes } = await page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[]; passes: { id: string }[] }> } }).axe.run());
      expect(violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)])).toEqual([]);
      expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'landmark-one-main', 'region', 'label']));
      await page.context().close();
    }
  });

  it('is pictured in two widths and two colour schemes', async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    for (const width of [1280, 400]) {
      for (const scheme of ['light', 'dark'] as const) {
        const { page } = await open(file, { width, scheme });
        await rows(page).nth(1).locator('summary').first().click();
        await page.screenshot({ path: join(SCREENSHOTS, `diff-${width}-${scheme}.png`), fullPage: true });
        await page.context().close();
      }
    }
  });

  it('prints every row open', async () => {
    const { page } = await open();
    await page.evaluate("dispatchEvent(new Event('beforeprint')), undefined");
    expect(await page.locator('details.row:not([open])').count()).toBe(0);
    await page.context().close();
  });

  it('shows hostile values as text alone', async () => {
    const objects = (suffix: string) => HOSTILE.map((value, index): { manifest: Manifest; file: string } => ({ file: value, manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${value}${index}`, namespace: value }, data: { [value]: `${value}${suffix}`, text: `a\n${value}${suffix}\nb` } } }));
    const side = (suffix: string) => HOSTILE.slice(0, 5).map((value) => ({ environment: value, system: `${value}s`, objects: objects(suffix) }));
    const pairs = compareSides(side(''), side('+'), { schemas: readSchemas(ROOT), kubernetesOf: () => '1.34', isPlaced: false });
    const path = join(folder, 'hostile.html');
    writeFileSync(path, diffHtml({ before: HOSTILE[4], after: HOSTILE[7], mode: 'change', pairs, notes: [...HOSTILE] }));
    const { page, said, requests } = await open(path);
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.getByRole('button', { name: 'Expand all' }).click();
    expect(await page.locator('.body').count()).toBeGreaterThan(20);
    for (const element of ['img', 'iframe', 'object', 'form', 'base', 'main script', 'main style', 'a[href^="javascript"]']) expect([element, await page.locator(element).count()]).toEqual([element, 0]);
    expect([said, dialogs, requests.filter((url) => !url.startsWith('data:')).length]).toEqual([[], [], 1]);
    await page.context().close();
  });

  it('opens in under two seconds with three thousand changes', async () => {
    const path = join(folder, 'many.html');
    const html = diffHtml(manyImageBumps(1_000));
    expect(Buffer.byteLength(html)).toBeLessThan(5_000_000);
    writeFileSync(path, html);
    const start = performance.now();
    const { page } = await open(path);
    expect(performance.now() - start).toBeLessThan(atThisPace(2_000));
    await page.context().close();
    // As many rows as objects, where no two are alike.
    const different = join(folder, 'different.html');
    const large = diffHtml(manyImageBumps(1_000, 'different'));
    expect(Buffer.byteLength(large)).toBeLessThan(5_000_000);
    writeFileSync(different, large);
    const begin = performance.now();
    const { page: second } = await open(different);
    expect(performance.now() - begin).toBeLessThan(atThisPace(2_000));
    await second.context().close();
  });
});
