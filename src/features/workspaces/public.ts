export { navigationFor } from './navigation.ts'
