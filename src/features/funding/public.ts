export { commitFunds } from './use-cases/commit-funds.ts'
export { makeStatements } from './use-cases/make-statements.ts'
export { releaseFunds } from './use-cases/release-funds.ts'
export { completeFunds, useFunds } from './use-cases/use-funds.ts'
