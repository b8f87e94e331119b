import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import type { DEMO_ROLES } from '../../src/demo/demo-accounts.ts'

type Role = (typeof DEMO_ROLES)[number]

const link = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('link', { name }).first()
const button = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('button', { name }).first()
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
const banner = (page: Page, text: string | RegExp) => page.getByRole('alert').getByText(text).waitFor()
const menu = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name }).click()

/** The main thing that each role does on a day in the demo town, by what stands on the page: each step waits for what it reads. */
export const JOURNEYS: Record<Role, (page: Page) => Promise<void>> = {
  referrer: async (page) => {
    await heading(page, 'Referrals of Kelder Bridge Surgery')
    await page.getByText('Where they are', { exact: true }).click()
    await link(page, 'Ready to be closed').click()
    const person = link(page, 'Linda Garside')
    await person.click()
    await heading(page, 'Linda Garside')
    await page.goBack()
    await person.waitFor()
    await menu(page, 'Inbox')
    await link(page, /A word from the advisor/).click()
    await button(page, 'I have filed it').click()
    await heading(page, 'Inbox')
    await page.getByText('G9Q-P9T9').waitFor({ state: 'detached' })
  },

  advisor: async (page) => {
    await heading(page, 'My day')
    await button(page, 'I am going in to Gillian Garside').click()
    await button(page, /I am out/).click()
    await menu(page, 'Caseload')
    await link(page, 'Person').click()
    await page.waitForURL(/sort=name/)
    const row = page.getByRole('row').nth(1)
    await row.locator('summary').click()
    await row.getByLabel('What I do next').fill('Ring the daughter first')
    await row.getByRole('button', { name: /Keep/ }).click()
    await banner(page, 'Your own words are kept.')
    await page.getByText('Ring the daughter first').waitFor()
  },

  'team-lead': async (page) => {
    await heading(page, 'Team')
    await link(page, /without an advisor/).click()
    const waiting = page.getByRole('button', { name: /^Give/ })
    const before = await waiting.count()
    await waiting.first().click()
    await banner(page, /It has an advisor now/)
    if ((await waiting.count()) !== before - 1) throw new Error('What was given still waits')
    await menu(page, 'Team')
    await link(page, 'hand work over').click()
    await page.getByLabel('Whose work').selectOption('Barbara Utley')
    await button(page, 'Show').click()
    await page.getByLabel(/^Keith Kilner/).check()
    await page.getByLabel('Who takes them?').selectOption({ index: 1 })
    await page.getByLabel('What must they know?').fill('He prefers a visit in the morning')
    await button(page, 'Show what would happen').click()
    await page.getByText(/would take 1\./).waitFor()
    await button(page, 'Hand them over').click()
    await banner(page, '1 referral was handed over.')
  },

  provider: async (page) => {
    await heading(page, 'Your group')
    await link(page, /^Somebody aged 80 to 89 from S65/).click()
    await button(page, 'Yes, there is a place').click()
    await menu(page, 'Your activities')
    await link(page, /Mark who came to Knit and natter/).click()
    await page.getByLabel('On which day was it?').fill('18 6 2026')
    await page
      .getByRole('group', { name: /Pauline Mosforth/ })
      .getByLabel('Came', { exact: true })
      .check()
    await button(page, 'Keep the register').click()
    await banner(page, /The register is kept/)
  },

  commissioner: async (page) => {
    await heading(page, 'Outcomes')
    await page.getByLabel('First month').selectOption({ index: 2 })
    await button(page, 'Show').click()
    await page.waitForURL(/from=/)
    await page.getByRole('rowheader', { name: 'The person agreed a plan' }).waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('main')
        .getByText(/Download/)
        .first()
        .click(),
    ])
    const text = await readFile(await file.path(), 'utf8')
    if (!text.includes('The person agreed a plan'))
      throw new Error(`The file says something else: ${text.slice(0, 200)}`)
  },

  administrator: async (page) => {
    await heading(page, 'Looking after the scheme')
    await menu(page, 'Settings')
    await link(page, 'Change the settings').click()
    await page.getByLabel('Youngest age').fill('16')
    await button(page, 'See what it touches').click()
    await page
      .getByText(/Youngest age/)
      .first()
      .waitFor()
    await menu(page, 'Bring a list')
    await page.getByLabel('Organisations').check()
    await page.getByLabel('CSV or Excel file').setInputFiles({
      name: 'groups.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Name,Kind\nSunrise Singers,provider\n,provider\n'),
    })
    await button(page, 'Send the file').click()
    await heading(page, 'A list: organisations')
    await button(page, 'Try it, and write nothing').click()
    await page.getByRole('rowheader', { name: 'Row 3' }).waitFor()
  },

  'safeguarding-lead': async (page) => {
    await heading(page, 'Concerns')
    await link(page, 'An adult or a child may be abused or neglected').click()
    await button(page, 'I have it').click()
    await page.getByText('Nobody has it yet').waitFor({ state: 'detached' })
    await page.goBack()
    await page.goBack()
    await heading(page, 'Concerns')
  },

  'privacy-officer': async (page) => {
    await heading(page, 'Who looked at what')
    await link(page, /^Barbara Utley/).click()
    await page.getByLabel('It was needed').check()
    await page.getByLabel('In words').fill('Her advisor was away, and somebody rang')
    await button(page, 'Close the review').click()
    await page.getByText('Her advisor was away, and somebody rang').waitFor()
    await menu(page, 'Who looked')
    await link(page, 'Who looked at a person').click()
    await page.getByLabel('Or the reference of a referral').fill('48M-TJQW')
    await button(page, 'Show who looked').click()
    await heading(page, 'Who looked at a person')
    await menu(page, 'Who looked')
    await heading(page, 'Who looked at what')
  },
}
