/** Of a sphere of 6,371 km: how far a degree of latitude is. */
export const METRES_PER_DEGREE = 111_195
