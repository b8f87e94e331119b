export { listFilesOfUnscoped } from './store.ts'
