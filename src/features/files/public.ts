export { keepFile } from './use-cases/add-file.ts'
