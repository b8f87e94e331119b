/** The invented town. Its postcode districts are those of a real area; its streets are nowhere. */
export const TOWN = 'Kelderby'

export const DISTRICTS = ['S60', 'S61', 'S62', 'S63', 'S64', 'S65', 'S66'] as const

export const STREETS = [
  'Tannery Row',
  'Kelder Bank',
  'Old Ropery Lane',
  'Miners’ Rest',
  'Bluebell Rise',
  'Cinder Hill',
  'Foundry Street',
  'St Oda’s Close',
  'Lockkeeper’s Walk',
  'Wharncliff Terrace',
  'Gasworks Lane',
  'Larkspur Avenue',
  'Pithead Road',
  'Glassblower Yard',
  'Mill Leat',
  'Quarry Top',
  'Packhorse Green',
  'Coronation Crescent',
  'Jubilee Court',
  'Weavers’ Fold',
  'Ashpole Drive',
  'Nether Common',
  'Chantry Gardens',
  'Beacon View',
  'Canal Side',
  'Heronsgate',
  'Tollbar Street',
  'Bessemer Place',
  'Elmfield Grove',
  'Saltersgate',
] as const

/** Thirty practices; no practice of the country is called so. */
export const PRACTICES = [
  'Kelder Bridge Surgery',
  'Wharf Lane Practice',
  'Hilltop Medical Centre',
  'Foundry Street Surgery',
  'St Oda’s Practice',
  'Old Ropery Health Centre',
  'Cinder Hill Surgery',
  'The Chantry Practice',
  'Nether Common Medical Centre',
  'Lockside Surgery',
  'Beacon View Practice',
  'Tollbar Medical Practice',
  'Quarry Top Surgery',
  'Canal Side Health Centre',
  'Pithead Road Practice',
  'Weavers’ Fold Surgery',
  'Elmfield Family Practice',
  'The Glassworks Surgery',
  'Saltersgate Medical Centre',
  'Packhorse Green Practice',
  'Heronsgate Surgery',
  'Bessemer Health Centre',
  'Mill Leat Practice',
  'Jubilee Court Surgery',
  'Larkspur Medical Practice',
  'Ashpole Family Doctors',
  'Blue Door Surgery',
  'The Almshouse Practice',
  'Market Cross Surgery',
  'Tannery Row Health Centre',
] as const

export const TEAMS = ['Kelderby North Integrated Care Team', 'Kelderby South Integrated Care Team'] as const

/** Inward codes: no letter that looks like another stands in one. */
export const INWARD_LETTERS = 'ABDEFGHJLNPQRSTUWXYZ'
