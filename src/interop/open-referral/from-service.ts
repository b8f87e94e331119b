export type ReadOrganisation = { id: string; name: string }
export type ReadListing = { name: string }
