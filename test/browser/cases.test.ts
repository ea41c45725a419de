import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedCase, decidedCase, moreMembers, perform } from '../faults/case-calls.ts';
import { openBrowser, Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { looksRightEverywhere } from './looks.ts';

let hub: TestHub;
let browser: Browser;
let members: [string, string];
let candidateCookie: string;

beforeAll(async () => {
  [browser, hub] = await Promise.all([openBrowser(), openTestHub()]);
  members = await moreMembers(hub);
  candidateCookie = await hub.signIn(hub.candidates[0]?.accountId as string);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hub?.[Symbol.asyncDispose]();
});

const person = (cookie?: string) =>
  Person.open(browser, {
    url: hub.url,
    width: 360,
    language: 'ru',
    ...(cookie === undefined ? {} : { cookie }),
  });

const choose = async ({ page }: Person, label: string, option: string) => {
  await page.getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option }).first().click();
};

describe('pages of cases', () => {
  it('CASE-7 anybody complains by keyboard or finger, gets a code once, and follows the complaint with it', async () => {
    await using visitor = await person();
    await visitor.goTo('/complain');
    await choose(visitor, 'О чём жалоба', 'Принуждение');
    await choose(visitor, 'Где', 'Алматы');
    await visitor.page.getByRole('button', { name: 'На кого' }).waitFor();
    await visitor.page.getByRole('textbox').fill('Начальник требовал голосовать за одного человека.');
    await looksRightEverywhere(visitor);
    await visitor.page.locator('button[type=submit]').click();
    const code = await visitor.page.getByTestId('tracking-code').textContent();
    await visitor.goTo('/complain/follow');
    await visitor.page.getByRole('textbox').fill((code ?? '').toLowerCase().replaceAll('-', ' '));
    await visitor.page.locator('button[type=submit]').click();
    await visitor.page.locator('.course-steps li').first().waitFor();
    await looksRightEverywhere(visitor);
  }, 120_000);

  it('says of an unknown code that nothing has it', async () => {
    await using visitor = await person();
    await visitor.goTo('/complain/follow');
    await visitor.page.getByRole('textbox').fill('NO-SUCH-CODE');
    await visitor.page.locator('button[type=submit]').click();
    await visitor.page.getByRole('alert').waitFor();
  }, 60_000);

  it('D-6 a candidate reads what is asked and answers, once', async () => {
    await askedCase(hub, members);
    await using candidate = await person(candidateCookie);
    await candidate.goTo('/candidate');
    await candidate.page.getByRole('link', { name: 'Мои дела' }).click();
    await candidate.page.getByRole('textbox').fill('Это было не так.');
    await looksRightEverywhere(candidate);
    await candidate.page.locator('button[type=submit]').click();
    await candidate.page.getByRole('textbox').waitFor({ state: 'detached' });
    const own = await hub.stores.cases.own({
      accountId: hub.candidates[0]?.accountId as string,
      nowMs: Date.now(),
    });
    expect(own.map(({ status }) => status)).toEqual(['in-hearing']);
  }, 120_000);

  it('CASE-6 the register shows a published decision, and its figures add up', async () => {
    const caseId = await decidedCase(hub, members);
    const words = 'Предупреждение за высказывания.';
    await perform(hub, caseId, { by: members[1], agoMs: 0, command: { act: 'publish', words } });
    await using visitor = await person();
    await visitor.goTo('/register');
    await visitor.page.getByText(words).waitFor();
    expect(await visitor.page.locator('.register-sum').textContent()).toBe(
      '4 зарегистрировано = 4 в бюллетене + 0 снялись сами + 0 отклонены + 0 сняты',
    );
    await looksRightEverywhere(visitor);
    const csv = await (await fetch(`${hub.url}/api/register.csv`)).text();
    expect(csv.trim().split('\r\n')).toHaveLength(2);
  }, 120_000);

  it('CASE-9 a person’s notices stand on a page, new ones counted at the door, and are marked as read', async () => {
    await using candidate = await person(candidateCookie);
    await candidate.goTo('/notices');
    await candidate.page.locator('.notice-new').first().waitFor();
    await candidate.page.locator('.notice-count').waitFor();
    await looksRightEverywhere(candidate);
    await candidate.page.setViewportSize({ width: 360, height: 800 });
    await candidate.page.getByRole('button', { name: /Mark all/ }).click();
    await candidate.page.locator('.notice-count').waitFor({ state: 'detached' });
    expect(await candidate.page.locator('.notice-new').count()).toBe(0);
  }, 120_000);
});
