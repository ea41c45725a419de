import { afterAll, beforeAll, describe } from 'vitest';
import { bothDatabases, openStoresUnderTest, type StoresUnderTest } from '../support/stores.ts';
import { calendarContract } from './contract/calendars.ts';
import { campaignContract } from './contract/campaigns.ts';
import { caseTermsContract } from './contract/case-terms.ts';
import { caseContract } from './contract/cases.ts';
import { connectionContract } from './contract/connections.ts';
import { debateContract } from './contract/debates.ts';
import { dutyContract } from './contract/duties.ts';
import { evidenceContract } from './contract/evidence.ts';
import { formatContract } from './contract/formats.ts';
import { judgementContract } from './contract/judgements.ts';
import { migrationContract } from './contract/migrations.ts';
import { noticeContract } from './contract/notices.ts';
import { obligationContract } from './contract/obligations.ts';
import { questionContract } from './contract/questions.ts';
import { reachContract } from './contract/reach.ts';
import { recordContract } from './contract/records.ts';
import { signInContract } from './contract/sign-ins.ts';
import { verdictContract } from './contract/verdicts.ts';

describe.each(bothDatabases)('the store over $name', ({ open }) => {
  let under: StoresUnderTest;
  beforeAll(async () => {
    under = await openStoresUnderTest(open);
  });
  afterAll(() => under?.close());

  const given = () => under;
  describe('migrations', () => migrationContract(given));
  describe('connections', () => connectionContract(given));
  describe('campaigns', () => campaignContract(given));
  describe('calendars', () => calendarContract(given));
  describe('cases', () => caseContract(given));
  describe('terms of cases', () => caseTermsContract(given));
  describe('debates', () => debateContract(given));
  describe('evidence', () => evidenceContract(given));
  describe('formats', () => formatContract(given));
  describe('verdicts', () => verdictContract(given));
  describe('judgements', () => judgementContract(given));
  describe('sign-ins', () => signInContract(given));
  describe('obligations', () => obligationContract(given));
  describe('duties', () => dutyContract(given));
  describe('notices', () => noticeContract(given));
  describe('reach', () => reachContract(given));
  describe('records', () => recordContract(given));
  describe('questions', () => questionContract(given));
});
