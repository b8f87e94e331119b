import t from 'tap'
import { findBrokenLinks, findGlossaryDisorder, findUnknownCommands, findUnknownPaths, type Project } from './docs.ts'

const project: Project = {
  exists: (path) => ['README.md', 'docs/how-to/deploy.md', 'src/app.ts'].includes(path),
  textOf: () => '# Deploy\n\n## Back up, and restore\n\n```\n# Not a heading\n```\n',
  scripts: new Set(['check', 'test', 'openapi:write']),
}
const page = (text: string) => [{ path: 'docs/how-to/walk.md', text }]

t.test('a link to what is not there is caught', async (t) => {
  const faultsOf = (text: string) => findBrokenLinks(page(text), project).length
  t.equal(faultsOf('[gone](gone.md)'), 1)
  t.equal(faultsOf('[no heading](deploy.md#gone)'), 1)
  t.equal(faultsOf('[no heading](deploy.md#not-a-heading)'), 1)
  t.equal(faultsOf('[there](deploy.md), [above](../../README.md), [heading](deploy.md#back-up-and-restore)'), 0)
  t.equal(faultsOf('[the web](https://www.nhs.uk), [mail](mailto:a@demo.rother.example)'), 0)
  t.equal(faultsOf('```\n[in code](gone.md)\n```'), 0)
})

t.test('a command that package.json does not have is caught', async (t) => {
  const faultsOf = (text: string) => findUnknownCommands(page(text), project).length
  t.equal(faultsOf('Run `npm run launch`.'), 1)
  t.equal(faultsOf('```\nnpm start\n```'), 1)
  t.equal(faultsOf('`npm run check`, `npm run openapi:write`, `npm test -- test/people`, `npm ci`'), 0)
})

t.test('a path that is not in the tree is caught', async (t) => {
  const faultsOf = (text: string) => findUnknownPaths(page(text), project).length
  t.equal(faultsOf('See `src/gone.ts`.'), 1)
  t.equal(faultsOf('See `src/app.ts`, src/app.ts. And `src/features/<x>/api.ts`, `docs/*.md`, `other/src/gone.ts`'), 0)
})

t.test('glossary rows out of order, or twice, are caught', async (t) => {
  const faultsOf = (...words: string[]) =>
    findGlossaryDisorder({ path: 'docs/glossary.md', text: words.map((word) => `| **${word}** | … | |`).join('\n') })
      .length
  t.equal(faultsOf('person', 'activity'), 1)
  t.equal(faultsOf('person', 'person'), 1)
  t.equal(faultsOf('activity', 'GP', 'person'), 0)
})
