export { cleanPhoto } from './clean-image.ts'
export { listFilesOfUnscoped } from './store.ts'
