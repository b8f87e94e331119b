export { navigationFor } from './navigation.ts'
export { PAGE_HELP } from './page-help.ts'
